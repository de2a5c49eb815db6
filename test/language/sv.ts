import type { LanguageSamples } from '../support/language-samples.ts'

export const samples: LanguageSamples = {
  sameAsEnglish: [
    'keydesk',
    'version',
    'system',
    'microsoft',
    'portal',
    'person',
    'organisation',
    'fax',
    'status',
    'filter',
    'problem',
    'id',
    'process',
  ],
  sameInMenu: [],
  nothingChanged: /Ingenting har (ändrats|skrivits)/,
  nothingLost: /ingenting har|det som redan var gjort/i,
  commandLine: { locale: 'sv_SE.UTF-8', isFile: 'är en fil, så Keydesk', isEmpty: 'är tom eller avkortad' },
  mail: ['1 dag', '10 minuter · 20 november 2026'],
  spelled: ['Adam', 'stort Bertil', 'tre', 'bindestreck'],
}
