import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { crashIsTold, createLog, lastCrash, lastLines, logFolder } from '../../electron/log.ts'
import { programVersion } from '../../electron/program-version.ts'
import { temporaryFolder } from '../support/test-services.ts'

const textIn = (dataDir: string, name = 'keydesk.log') => readFileSync(join(logFolder(dataDir), name), 'utf8')

function logged(error: unknown) {
  const folder = temporaryFolder()
  const id = createLog(folder).bug('users.list', error)
  const text = textIn(folder)
  return { id, text, line: JSON.parse(text) }
}

it('writes a bug under an id, with its name, its code and where it happened', () => {
  const { id, line } = logged(Object.assign(new TypeError('too bad'), { code: 'ERR_TOO_BAD' }))
  expect(line).toMatchObject({ id, where: 'users.list', name: 'TypeError', code: 'ERR_TOO_BAD', causes: [] })
  expect(line.frames[0]).toMatch(/^at (.+ \()?test\/electron\/log\.test\.ts:\d+:\d+\)?$/)
})

it('names no folder above the program, because it may hold the name of a person', () => {
  const error = new Error('x')
  error.stack = [
    'Error: x',
    '    at read (C:\\Users\\Søren Ø\\AppData\\Local\\Other\\thing.js:1:2)',
    '    at async Object.<anonymous> (file:///home/soren/other/place.mjs:3:4)',
    `    at ${homedir()}/secret folder/file.ts:5:6`,
    '    at node:internal/timers:7:8',
  ].join('\n')
  const { line } = logged(error)
  expect(line.frames).toEqual([
    'at read (thing.js:1:2)',
    'at async Object.<anonymous> (place.mjs:3:4)',
    'at file.ts:5:6',
    'at node:internal/timers:7:8',
  ])
})

const secrets = [
  'Blue Harbour 42 lamp',
  'password: correct horse battery',
  'line one\n    at secret two',
  'æøå "quoted"',
  'ida@home.example.com',
  'KD-7QF2-XXXX-9ABC recovery key',
  'at hunter2 (sesame:1:2)',
]

it('keeps no message of an error, because it could hold a secret', () => {
  for (const secret of secrets) {
    const cause = Object.assign(new Error(secret), { code: secret })
    const error = new Error(`failed with password=${secret}`, { cause })
    error.name = secret
    const { text, line } = logged(error)
    for (const part of secret.split(/\s+/)) if (part.length > 3) expect(text).not.toContain(part)
    expect(line.causes).toHaveLength(1)
  }
})

it('keeps none in a crash either, nor of an error that was changed after it was made, nor of what is no error', () => {
  for (const secret of secrets) {
    const changed = new Error(secret)
    changed.message = 'another'
    for (const thrown of [new Error(secret), changed, secret, { secret }, [secret]]) {
      const folder = temporaryFolder()
      createLog(folder).crash('desktop', thrown)
      const text = readdirSync(logFolder(folder)).map((name) => textIn(folder, name))
      for (const part of secret.split(/\s+/)) if (part.length > 3) expect(text.join('\n')).not.toContain(part)
    }
  }
})

it('keeps two files of a megabyte at most, and one small one of the last crash', () => {
  const folder = temporaryFolder()
  mkdirSync(logFolder(folder))
  writeFileSync(join(logFolder(folder), 'keydesk.log'), 'x'.repeat(1_100_000))
  const log = createLog(folder)
  log.bug('a', new Error('b'))
  expect(textIn(folder).length).toBeLessThan(5000)
  expect(textIn(folder, 'keydesk.log.1').length).toBe(1_100_000)
  const deep = Array.from({ length: 50 }).reduce<Error>((cause) => new Error('deep', { cause }), new Error('first'))
  deep.stack = `Error: deep\n${'    at f (node:internal/x:1:1)\n'.repeat(10_000)}`
  for (let at = 0; at < 20; at += 1) log.crash('window', deep)
  expect(readdirSync(logFolder(folder)).sort()).toEqual(['keydesk.log', 'keydesk.log.1', 'last-crash.json'])
  expect(textIn(folder, 'last-crash.json').length).toBeLessThan(16_000)
})

it('tells of a crash until somebody was told, and keeps it for a report', () => {
  const folder = temporaryFolder()
  expect(lastCrash(folder)).toBe(null)
  const id = createLog(folder).crash('browser', new RangeError('x'))
  expect(lastCrash(folder)).toMatchObject({
    id,
    where: 'browser',
    name: 'RangeError',
    version: programVersion,
    isTold: false,
  })
  crashIsTold(folder)
  expect(lastCrash(folder)).toMatchObject({ id, isTold: true })
  createLog(folder).crash('thread', new Error('y'))
  expect(lastCrash(folder)).toMatchObject({ where: 'thread', isTold: false })
})

it('reads back only what Keydesk wrote itself', () => {
  const folder = temporaryFolder()
  const log = createLog(folder)
  log.bug('users.list', new TypeError('x'))
  const file = join(logFolder(folder), 'keydesk.log')
  const odd = JSON.stringify({ ...JSON.parse(textIn(folder)), message: 'hunter2' })
  writeFileSync(file, `${textIn(folder)}password=hunter2\n{"at":"hunter2"}\n${odd}\n`)
  log.bug('jobs.list', new TypeError('y'))
  expect(lastLines(folder, 50).map(({ where }) => where)).toEqual(['users.list', 'jobs.list'])
  expect(lastLines(folder, 1).map(({ where }) => where)).toEqual(['jobs.list'])
  writeFileSync(join(logFolder(folder), 'last-crash.json'), '{"name":"hunter2"}')
  expect(lastCrash(folder)).toBe(null)
})

it('is read by its owner only, and never written through a link', () => {
  if (process.platform === 'win32') return
  const folder = temporaryFolder()
  createLog(folder).crash('desktop', new Error('x'))
  expect(statSync(logFolder(folder)).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(logFolder(folder)))
    expect(statSync(join(logFolder(folder), name)).mode & 0o777).toBe(0o600)
  const [elsewhere, linked, single] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  symlinkSync(elsewhere, logFolder(linked))
  createLog(linked).bug('a', new Error('b'))
  mkdirSync(logFolder(single))
  symlinkSync(join(elsewhere, 'file'), join(logFolder(single), 'keydesk.log'))
  createLog(single).bug('a', new Error('b'))
  createLog(linked).crash('desktop', new Error('b'))
  const half = temporaryFolder()
  mkdirSync(logFolder(half))
  for (const name of ['last-crash.json', 'last-crash.json.unfinished'])
    symlinkSync(join(elsewhere, name), join(logFolder(half), name))
  createLog(half).crash('desktop', new Error('b'))
  expect(readdirSync(elsewhere)).toEqual([])
  expect(lastCrash(half)).not.toBe(null)
})

it('never fails itself, and makes no folder before there is something to write', () => {
  expect(createLog('/nonexistent/\0folder').bug('a', new Error('b'))).toMatch(/^[\da-f]{8}$/)
  expect(createLog('/nonexistent/\0folder').crash('desktop', new Error('b'))).toMatch(/^[\da-f]{8}$/)
  const folder = temporaryFolder()
  createLog(folder)
  expect(existsSync(logFolder(folder))).toBe(false)
})
