import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../electron/db/database.ts'
import { createMailStore } from '../electron/mail/mail-store.ts'
import { createAttemptsStore } from '../electron/recovery/attempts-store.ts'
import { createUsersStore } from '../electron/users/users-store.ts'
import { knownLanguage, languages } from '../shared/languages.ts'
import { asked } from '../shared/requests.ts'
import { temporaryFolder } from './support/test-services.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What a language consists of. */
const filesOf = (code: string) => [
  `build/package/installer/texts/${code}.nsh`,
  `electron/language/${code}.ts`,
  `shared/i18n/${code}.json`,
  `shared/i18n/${code}.ts`,
  `test/language/${code}.ts`,
]
/** Where a language is named besides: nothing else changes for a new one. */
const lists = ['shared/languages.ts', 'electron/language/language.ts']

/** Every file of the product and its tests. */
function allFiles(): readonly string[] {
  return ['shared', 'electron', 'renderer', 'test', 'build/package/installer'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => `${one.parentPath}/${one.name}`.slice(root.length).replaceAll('\\', '/')),
  )
}

/** The codes of languages, and of their regions, that a source names by hand. */
function namedBy(source: string): readonly string[] {
  const codes = languages.join('|')
  const named = new RegExp(`(['"\`])((?:${codes})(?:-[A-Z]{2})?)\\1|[{,]\\s*(${codes}):|import (${codes}) from`, 'g')
  return [...source.matchAll(named)].map(([, , text, key, imported]) => text ?? key ?? imported ?? '')
}

const contentOf = (path: string) => readFileSync(`${root}${path}`, 'utf8')

describe('a language', () => {
  it.each(languages)('%s is five files of its own', (code) => {
    const own = allFiles().filter((path) => new RegExp(`(^|[/.])${code}\\.[a-z]+$`).test(path))
    expect(own.toSorted()).toEqual(filesOf(code))
  })

  it.each(languages)('%s is named in two lists', (code) => {
    for (const list of lists) expect(namedBy(contentOf(list)), list).toContain(code)
  })

  it('is named by hand nowhere else in the product', () => {
    const own = languages.flatMap(filesOf)
    const product = allFiles().filter((path) => /^(shared|electron|renderer)\/.*\.tsx?$/.test(path))
    const others = product.filter((path) => !own.includes(path) && !lists.includes(path))
    const faults = others.flatMap((path) => namedBy(contentOf(path)).map((code) => `${path} names ${code}`))
    expect(others.length).toBeGreaterThan(400)
    expect(faults).toEqual([])
  })

  it('is found where a source names it by hand', () => {
    const bad = [`language ?? 'da'`, `{ en: 1, sv: 2 }`, `const locale = "sv-SE"`, `import da from './x.json'`]
    expect(bad.map((source) => namedBy(source).length)).toEqual([1, 2, 1, 1])
    expect(namedBy(`t('sv.x') + language.en + 'Danish' + 'sven'`)).toEqual([])
  })
})

describe('the store', () => {
  it('takes any language, so that a new one needs no new store', () => {
    const { sql, close } = openDatabase(temporaryFolder())
    const checked = sql.prepare("SELECT name FROM sqlite_schema WHERE sql LIKE '%language%CHECK%language%IN%'").pluck()
    expect(checked.all()).toEqual([])
    close()
  })

  it('may hold one that this version does not speak: it is read as English', () => {
    expect([...languages, 'xx', ''].map(knownLanguage)).toEqual([...languages, 'en', 'en'])
    const { sql, close } = openDatabase(temporaryFolder())
    const token = Buffer.from('token')
    sql.exec(
      "INSERT INTO users (id, username, display_name, language, created_at) VALUES (1, 'ida@nordwind.test', 'Ida', 'xx', 0)",
    )
    const run = `INSERT INTO reset_attempts (token, account, purpose, language, bound_to, started_at, seen_at)
      VALUES (?, x'00', 'reset', 'xx', x'00', 0, 0)`
    sql.prepare(run).run(token)
    sql.exec(`INSERT INTO mail_outbox (id, recipient, template, language, state, created_at, tried_since, next_try_at)
      VALUES ('one', 'ida@home.test', 'testMail', 'xx', 'waiting', 0, 0, 0)`)
    const mail = createMailStore(sql)
    expect(createUsersStore(sql).get(1)?.language).toBe('en')
    expect(createAttemptsStore(sql).find(token)?.language).toBe('en')
    const read = [mail.due(1), mail.byId('one'), ...mail.list(null, 0, 9)]
    expect(read.map((one) => one?.language)).toEqual(['en', 'en', 'en'])
    const request = { kind: 'resetAdmin', style: 'strong', language: 'xx', mustChange: true }
    expect(asked.parse(request)).toEqual({ ...request, language: 'en' })
    close()
  })
})
