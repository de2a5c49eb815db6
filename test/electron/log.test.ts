import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog } from '../../electron/log.ts'
import { temporaryFolder } from '../support/test-services.ts'

function logged(error: unknown) {
  const folder = temporaryFolder()
  const id = createLog(folder).bug('users.list', error)
  const text = readFileSync(join(folder, 'keydesk.log'), 'utf8')
  return { id, text, line: JSON.parse(text) }
}

it('writes a bug under an id, with its name, its code and where it happened', () => {
  const { id, line } = logged(Object.assign(new TypeError('too bad'), { code: 'ERR_TOO_BAD' }))
  expect(line).toMatchObject({ id, where: 'users.list', name: 'TypeError', code: 'ERR_TOO_BAD', causes: [] })
  expect(line.frames[0]).toMatch(/log\.test\.ts:\d+:\d+/)
})

it('keeps no message of an error, because it could hold a secret', () => {
  const secrets = [
    'Blue Harbour 42 lamp',
    'password: correct horse battery',
    'line one\n    at secret two',
    'æøå "quoted"',
  ]
  for (const secret of secrets) {
    const cause = Object.assign(new Error(secret), { code: secret })
    const error = new Error(`failed with password=${secret}`, { cause })
    error.name = secret
    const { text, line } = logged(error)
    for (const part of secret.split(/\s+/)) if (part.length > 3) expect(text).not.toContain(part)
    expect(line.causes).toHaveLength(1)
  }
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
