import { describe, expect, it } from 'vitest'
import { copiedText } from '../../../../renderer/users/selection/copied-people.ts'

describe('copied people', () => {
  it('are lines of display name and user name, with a tab between them', () => {
    const people = [
      { displayName: 'Anna Berg', username: 'anna@nordwind.test' },
      { displayName: 'Bo Dahl', username: 'bo@nordwind.test' },
    ]
    expect(copiedText(people)).toBe('Anna Berg\tanna@nordwind.test\r\nBo Dahl\tbo@nordwind.test')
  })

  it('stay in their cells, and are no formula for a spreadsheet', () => {
    const people = [{ displayName: '=1+1\tx\ny', username: 'a@b.test' }]
    expect(copiedText(people)).toBe("'=1+1 x y\ta@b.test")
  })
})
