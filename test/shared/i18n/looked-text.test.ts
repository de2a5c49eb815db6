import { describe, expect, it } from 'vitest'
import { createWords } from '../../../shared/i18n/i18n.ts'
import { lookedText } from '../../../shared/i18n/looked-text.ts'

const { t } = createWords('en')

describe('what a look at a directory has found', () => {
  it('is said in one sentence', () => {
    expect(lookedText(t, 'Office', { added: 3, changed: 1, gone: 0, missing: 0 })).toBe(
      'Office: 3 people added, 1 changed, none gone.',
    )
    expect(lookedText(t, 'Office', { added: 0, changed: 0, gone: 1200, missing: 0 })).toBe(
      'Office: nobody added, none changed, 1,200 gone.',
    )
  })

  it('says how many are missing and were left on the list', () => {
    expect(lookedText(t, 'Office', { added: 0, changed: 0, gone: 0, missing: 12 })).toBe(
      "Office: nothing has changed since the last time. 12 people of the list weren't found in Office and were left on it.",
    )
  })

  it('is said where it is nothing', () => {
    expect(lookedText(t, 'Office', { added: 0, changed: 0, gone: 0, missing: 0 })).toBe(
      'Office: nothing has changed since the last time.',
    )
  })
})
