import { describe, expect, it } from 'vitest'
import { firstChoice, passwordOf } from '../../../../renderer/passwords/reset/reset-choice.ts'

describe('the choices of the reset dialog', () => {
  it('starts with the choices of the two-click reset', () => {
    expect(firstChoice('strong')).toEqual({
      isGenerated: true,
      style: 'strong',
      password: '',
      mustChange: true,
      isCopyWanted: true,
    })
  })

  it('asks for a generated password in the language of the screen', () => {
    expect(passwordOf(firstChoice('passphrase'), 'da')).toEqual({
      kind: 'generate',
      style: 'passphrase',
      language: 'da',
    })
  })

  it('sends a typed password exactly as typed', () => {
    const typed = { ...firstChoice('strong'), isGenerated: false, password: ' Två ord ' }
    expect(passwordOf(typed, 'sv')).toEqual({ kind: 'typed', password: ' Två ord ' })
  })
})
