import type { LanguageSamples } from '../support/language-samples.ts'

export const samples: LanguageSamples = {
  sameAsEnglish: [
    'id',
    'keydesk',
    'microsoft',
    'browser',
    'portal',
    'person',
    'zoom',
    'job',
    'mail',
    'stop',
    'organisation',
    'fax',
    'status',
    'filter',
    'problem',
  ],
  sameInMenu: ['Zoom'],
  nothingChanged: /Intet er (ændret|overskrevet)/,
  nothingLost: /intet er|det, der var udført/i,
  commandLine: { locale: 'da_DK.UTF-8', isFile: 'er en fil, så Keydesk', isEmpty: 'er tom eller afkortet' },
  mail: ['1 dag', '10 minutter · 20. november 2026'],
  spelled: ['Anna', 'stort Bernhard', 'tre', 'bindestreg'],
}
