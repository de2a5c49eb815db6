import { afterEach, describe, expect, it } from 'vitest'
import { chooseLanguage, localNumber, localTime, words } from '../../../electron/command-line/words.ts'

afterEach(() => chooseLanguage(null))

const moment = new Date(2026, 10, 2, 7, 5).getTime()

describe('what people read', () => {
  it('is in the language that was chosen', () => {
    for (const [language, said] of [
      ['da', 'Annulleret.'],
      ['sv', 'Avbrutet.'],
      ['en', 'Cancelled.'],
    ] as const) {
      chooseLanguage(language)
      expect(words().t('commandLine.cancelled')).toBe(said)
    }
  })

  it('has moments of one width, to the minute, and none for no moment', () => {
    const later = new Date(2026, 11, 24, 17, 55).getTime()
    for (const language of ['en', 'da', 'sv', 'nb'] as const) {
      chooseLanguage(language)
      expect(localTime(moment)).toMatch(/2026/)
      expect(localTime(moment)).toHaveLength(localTime(later).length)
      expect(localTime(null)).toBe('')
    }
    expect(localNumber(12)).toBe('12')
  })
})
