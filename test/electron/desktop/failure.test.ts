import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFailure, failOnBugs } from '../../../electron/desktop/failure.ts'
import { DomainError } from '../../../shared/errors.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import type { Language } from '../../../shared/languages.ts'
import { standIn } from '../../support/electron-records.ts'
import { app, dialog } from '../../support/electron-stand-in.ts'

let logged: unknown[] = []
let order: string[] = []

beforeEach(() => {
  standIn.reset()
  logged = []
  order = []
})

function failing(language: Language = 'en') {
  const crash = (_where: string, error: unknown) => {
    logged.push(error)
    return '1a2b3c4d'
  }
  return createFailure({
    app,
    dialog,
    log: { crash },
    folder: '/data',
    words: () => createWords(language),
    beforeExit: () => order.push(`before exit ${standIn.records.exits.length}`),
  })
}

test('a data folder in use says so, with its holder, and exits with 5 like the command line', () => {
  failing()(new DomainError('FOLDER_IN_USE', { holder: 'browser, process 7' }))
  const [box] = standIn.records.errorBoxes
  expect(box?.title).toBe("Keydesk can't start")
  expect(box?.content).toContain('/data')
  expect(box?.content).toContain('Browser, process 7')
  expect(standIn.records.exits).toEqual([5])
})

test.each([
  [new DomainError('STORE_READ_ONLY'), 'write to its data folder'],
  [new DomainError('DISK_FULL'), 'disk is full'],
  [new DomainError('DISK_FAULT'), 'Check the disk'],
  [Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }), 'Check the disk'],
  [Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }), 'Try again in a minute'],
  [new DomainError('FOLDER_UNUSABLE', { fault: 'notAFolder', folder: '/data' }), '/data is a file'],
  [new DomainError('STORE_UNUSABLE', { fault: 'empty', file: '/data/keydesk.db' }), '/data/keydesk.db is empty'],
  [Object.assign(new Error('EACCES: permission denied, mkdir'), { code: 'EACCES' }), 'write to its data folder'],
  [new DomainError('STORE_DAMAGED'), 'is damaged'],
  [new DomainError('STORE_MISSING'), 'lost its database'],
  [new DomainError('STORE_NEWER', { needs: '7.8.9', version: '0.1.0' }), 'needs Keydesk 7.8.9'],
  [new DomainError('STORE_NEWER', { needs: '', version: '0.1.0' }), 'newer version of Keydesk'],
  [new DomainError('UPGRADE_NEEDS_ROOM', { needed: 30, free: 2 }), '30\u00a0MB are needed, 2\u00a0MB are free'],
  [new DomainError('STORE_CANT_LOCK'), 'local disk'],
])('%s is said in words', (error, words) => {
  failing()(error)
  expect(standIn.records.errorBoxes[0]?.content).toContain(words)
  expect(standIn.records.exits).toEqual([1])
  expect(logged).toEqual([])
})

test('a bug is a log id on the screen and nothing of the error itself', () => {
  const error = new Error('password=Hunter2 at row 7')
  failing()(error)
  const [box] = standIn.records.errorBoxes
  expect(box?.content).toContain('1a2b3c4d')
  expect(JSON.stringify(box)).not.toMatch(/Hunter2|row 7|Error/)
  expect(logged).toEqual([error])
  expect(standIn.records.exits).toEqual([1])
})

test('what must not stay behind is cleared before the end, and only the first failure is shown', () => {
  const fail = failing()
  fail(new Error('first'))
  fail(new Error('second'))
  expect(order).toEqual(['before exit 0'])
  expect(standIn.records.errorBoxes).toHaveLength(1)
  expect(standIn.records.exits).toEqual([1])
})

test.each(['da', 'sv'] as const)('the box speaks the language of the system: %s', (language) => {
  failing(language)(new Error('bug'))
  expect(standIn.records.errorBoxes[0]?.title).toBe(createWords(language).t('desktop.hasToClose'))
  expect(standIn.records.errorBoxes[0]?.title).not.toContain('has to close')
})

const events = ['uncaughtException', 'unhandledRejection'] as const
let before: (readonly unknown[])[] = []
beforeEach(() => {
  before = events.map((name) => process.listeners(name as 'uncaughtException'))
})
afterEach(() => {
  for (const [index, name] of events.entries()) {
    for (const listener of process.listeners(name as 'uncaughtException')) {
      if (!before[index]?.includes(listener)) process.off(name, listener)
    }
  }
})

test('an uncaught error ends in the same box', () => {
  const failed: unknown[] = []
  failOnBugs((error) => failed.push(error))
  for (const [index, name] of events.entries()) {
    const added = process.listeners(name as 'uncaughtException').filter((one) => !before[index]?.includes(one))
    expect(added).toHaveLength(1)
    added[0]?.(new Error(name), 'uncaughtException')
  }
  expect(failed).toHaveLength(2)
})
