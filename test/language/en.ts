import type { LanguageSamples } from '../support/language-samples.ts'

export const samples: LanguageSamples = {
  sameAsEnglish: [],
  sameInMenu: [],
  nothingChanged: /Nothing was (changed|overwritten)/,
  nothingLost: /nothing (is|was)|what was done before (is|stays)/i,
  commandLine: { locale: 'en_GB.UTF-8', isFile: 'is a file, so Keydesk', isEmpty: 'is empty or cut short' },
  mail: ['1 day', '10 minutes · 20 November 2026'],
  spelled: ['Alfa', 'capital Bravo', 'three', 'hyphen'],
}
