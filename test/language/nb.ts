import type { LanguageSamples } from '../support/language-samples.ts'

export const samples: LanguageSamples = {
  sameAsEnglish: ['keydesk', 'system', 'database', 'portal', 'person', 'problem', 'zoom', 'status'],
  sameInMenu: ['Zoom'],
  nothingChanged: /Ingenting er (endret|overskrevet)/,
  nothingLost: /ingenting (annet )?er|det som var gjort/i,
  commandLine: { locale: 'nb_NO.UTF-8', isFile: 'er en fil, så Keydesk', isEmpty: 'er tom eller avkortet' },
  mail: ['1 dag', '10 minutter · 20. november 2026'],
  spelled: ['Anna', 'stor Bernhard', 'tre', 'bindestrek'],
}
