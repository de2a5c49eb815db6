import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog, redact } from '../../electron/log.ts'
import { temporaryFolder } from '../support/test-services.ts'

it('writes a bug under an id, without what looks like a secret', () => {
  const folder = temporaryFolder()
  const id = createLog(folder).bug('users.list', new Error('failed with password=hunter2 and "token": "abc"'))
  const text = readFileSync(join(folder, 'keydesk.log'), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ id, where: 'users.list' })
  expect(text).not.toMatch(/hunter2|abc/)
})

it('takes secrets out by their names', () => {
  expect(redact('{"password":"x1","secret": "x2","code":"x3"} token=x4')).not.toMatch(/x\d/)
})

it('keeps two files of a megabyte at most', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'keydesk.log'), 'x'.repeat(1_100_000))
  createLog(folder).bug('a', new Error('b'))
  expect(readFileSync(join(folder, 'keydesk.log'), 'utf8').length).toBeLessThan(5000)
  expect(readFileSync(join(folder, 'keydesk.log.1')).length).toBe(1_100_000)
})

it('never fails itself', () => {
  expect(createLog('/nonexistent/folder').bug('a', new Error('b'))).toMatch(/^[\da-f]{8}$/)
})
