import { expect, it } from 'vitest'
import {
  backupFault,
  backupWriteFault,
  certificateFault,
  DomainError,
  directoryFault,
  directoryRefusal,
  type ErrorCode,
  type ErrorData,
  errorMap,
  fileFault,
  folderFault,
  keychainFault,
  linkRefusal,
  storeFault,
} from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/i18n/error-sentence.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import { defaultLanguage, type Language, languages, languageTexts } from '../../../shared/languages.ts'
import { samplesOf } from '../../support/language-samples.ts'

const [name, count] = ['Somebody', 7]
const whats = errorMap.NOT_FOUND.data.shape.what.options
/** The data of each code that has some, every kind of it; a code that is missing here fails below. */
const samples: { readonly [C in ErrorCode]?: readonly ErrorData<C>[] } = {
  NOT_ALLOWED: [{ roles: [] }, { roles: ['globalAdministrator'] }],
  KEYCHAIN_FAILED: keychainFault.options.map((reason) => ({ reason })),
  DIRECTORY_UNREACHABLE: [{}, ...directoryFault.options.map((reason) => ({ reason }))],
  DIRECTORY_REFUSED: [
    {},
    ...directoryRefusal.options.map((reason) => ({ reason })),
    ...(['length', 'complexity', 'history'] as const).map((reason) => ({ reason, isLikely: true })),
  ],
  NOT_FOUND: whats.map((what) => ({ what })),
  VIEW_NAME_TAKEN: [{ name }],
  TOO_MANY_VIEWS: [{ maximum: count }],
  USERNAME_TAKEN: [{ username: name }],
  USERNAME_INVALID: [{ reason: 'usernameNoAt' }],
  FIELD_INVALID: [{ field: 'displayName', reason: 'empty' }],
  GROUP_NAME_TAKEN: [{ name }],
  GROUP_CIRCLE: [{ group: name }],
  GROUP_IN_USE: [{ by: [name], hasRules: false }],
  POLICY_BROKEN: [{ rules: ['length'], words: [] }],
  POLICY_IMPOSSIBLE: [{ rules: ['length'] }],
  SELF_SERVICE_FAULTS: [{ faults: [] }],
  FILE_UNREADABLE: fileFault.options.map((fault) => ({ fault, line: count })),
  MAIL_TEMPLATE: [{ unknown: [name], missing: [] }],
  TOO_MANY_ATTEMPTS: [{ seconds: count }],
  LINK_REFUSED: linkRefusal.options.map((reason) => ({ reason })),
  LINKS_LIMIT: [{ maximum: count }],
  TOO_MANY_GROUPS: [{ maximum: count }],
  PORTAL_CERTIFICATE: certificateFault.options.map((reason) => ({ reason })),
  STORE_UNUSABLE: storeFault.options.map((fault) => ({ fault, file: 'keydesk.db' })),
  FOLDER_UNUSABLE: folderFault.options.map((fault) => ({ fault, folder: '/data' })),
  BACKUP_NOT_WRITTEN: backupWriteFault.options.map((fault) => ({ fault, path: '/media/stick' })),
  BACKUP_UNREADABLE: backupFault.options.map((fault) => ({ fault })),
  FOLDER_IN_USE: [{ holder: '' }, { holder: 'desktop, process 7' }],
  BAD_REQUEST: [{ paths: ['name'] }],
  INTERNAL: [{ logId: 'abc' }],
}
const codes = Object.keys(errorMap) as ErrorCode[]

/** One example of the data that the schema asks for, where nobody wrote one: names, a number, a list. */
function dataOf(code: ErrorCode): readonly object[] {
  const written = samples[code]
  if (written !== undefined) return written
  const { data } = errorMap[code]
  const made = Object.fromEntries(
    Object.keys(data.shape).map((key) => {
      const values = [name, count, [name], false]
      const fitting = values.find((value) => (data.shape as Record<string, typeof data>)[key]?.safeParse(value).success)
      return [key, fitting]
    }),
  )
  expect(data.safeParse(made).success, `an example of the data of ${code}`).toBe(true)
  return [made]
}

const sentenceOf = (code: ErrorCode, data: object, language: Language) =>
  errorSentence(new DomainError(code as 'INTERNAL', data as { logId: string }), createWords(language))

it.each(codes)('%s has a sentence of its own in each language, whatever its data', (code) => {
  for (const data of dataOf(code)) {
    const said = languages.map((language) => sentenceOf(code, data, language))
    expect(new Set(said).size, said[0]).toBe(languages.length)
    for (const [at, sentence] of said.entries()) {
      const general = createWords(languages[at] ?? defaultLanguage).t('errors.unknown')
      expect(sentence, `${code} in ${languages[at]}`).not.toMatch(/^errors\.|\{\{|undefined/)
      expect(sentence.length).toBeGreaterThan(10)
      if (code !== 'INTERNAL') expect(sentence.slice(0, 14)).not.toBe(general.slice(0, 14))
    }
  }
})

const inEnglish = (code: ErrorCode, data: object) => sentenceOf(code, data, 'en')

it('what the code calls something is said as people know it, or not at all', () => {
  expect(inEnglish('FOLDER_IN_USE', { holder: 'commandLine, process 7' })).toContain('(Command line, process 7)')
  expect(sentenceOf('FOLDER_IN_USE', { holder: 'desktop, process 7' }, 'da')).toContain('(Skrivebordsapp, proces 7)')
  expect(inEnglish('BAD_REQUEST', { paths: ['contact.mobilePhone'] })).toContain('not valid: Mobile phone.')
  expect(inEnglish('FIELD_INVALID', { field: 'senderAddress', reason: 'invalid' })).toContain(
    'not valid: Sender address.',
  )
  const general = inEnglish('BAD_REQUEST', { paths: [] })
  expect(inEnglish('BAD_REQUEST', { paths: ['server.isOn'] })).toBe(general)
  expect(inEnglish('BAD_REQUEST', { paths: ['displayName', 'roles.0'] })).toBe(general)
  expect(inEnglish('FIELD_INVALID', { field: 'question', reason: 'count' })).toBe(general)
  expect(inEnglish('SELF_SERVICE_FAULTS', { faults: ['noGroups'] })).toContain('no group was chosen')
})

it('a template that can not be saved names the placeholders within its sentence', () => {
  const said = languages.map((language) =>
    sentenceOf('MAIL_TEMPLATE', { unknown: ['cod'], missing: ['code'] }, language),
  )
  expect(said.filter((sentence) => !/: cod, code\.$/.test(sentence))).toEqual([])
})

it('no two codes have the same sentence', () => {
  const first = codes.map((code) => sentenceOf(code, dataOf(code)[0] ?? {}, 'en'))
  expect(new Set(first).size).toBe(codes.length)
})

it.each([
  'DISK_FULL',
  'DISK_FAULT',
  'STORE_READ_ONLY',
  'STORE_DAMAGED',
  'STORE_NEWER',
  'UPGRADE_NEEDS_ROOM',
  'MEMORY_FULL',
  'STORE_CANT_LOCK',
  'STORE_MISSING',
  'STORE_BUSY',
  'STORE_UNUSABLE',
  'FOLDER_UNUSABLE',
  'FOLDER_IN_USE',
  'KEYCHAIN_FAILED',
  'DIRECTORY_UNREACHABLE',
] as const)('%s says what is lost, or that nothing is, and what to do', (code) => {
  for (const data of dataOf(code)) {
    for (const language of languages) {
      const sentence = sentenceOf(code, data, language)
      expect(sentence, `${code} in ${language}`).toMatch(samplesOf[language].nothingLost)
      expect(sentence.split(/[.:] /).length, sentence).toBeGreaterThan(1)
    }
  }
})

it('names rules, roles, faults, fields and doors in words, and never by their code', () => {
  const named: readonly (readonly [ErrorCode, object, RegExp])[] = [
    ['FOLDER_IN_USE', { holder: 'commandLine, process 7' }, /commandLine/],
    ['FIELD_INVALID', { field: 'displayName', reason: 'empty' }, /displayName/],
    ['POLICY_BROKEN', { rules: Object.keys(languageTexts.en.rules), words: [] }, /maximumLength|tooYoung|breached/],
    ['NOT_ALLOWED', { roles: ['globalAdministrator', 'helpdeskAdministrator'] }, /Administrator,|Administrator\./],
    [
      'SELF_SERVICE_FAULTS',
      { faults: Object.keys(languageTexts.en.policies.selfService.faults) },
      new RegExp(Object.keys(languageTexts.en.policies.selfService.faults).join('|')),
    ],
  ]
  for (const [code, data, raw] of named) {
    for (const language of languages) expect(sentenceOf(code, data, language)).not.toMatch(raw)
  }
  expect(sentenceOf('FOLDER_IN_USE', { holder: 'commandLine, process 7' }, 'da')).toContain('Kommandolinje, proces 7')
  // What stands in the folder may be anybody's text: a process that is not known is called another program.
  for (const holder of ['', 'something else', 'nobody, process 7'])
    expect(sentenceOf('FOLDER_IN_USE', { holder }, 'da')).toContain('Et andet program')
})
