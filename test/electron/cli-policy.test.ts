import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runFile } from '../support/build-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'keydesk-policy-'))
const password = 'correct horse battery 42'

function keydesk(...args: readonly string[]) {
  return runFile('electron/cli.ts', ['--data-dir', join(folder, 'data'), ...args, '--password-stdin', '--json'], {
    input: `${password}\n`,
  })
}

beforeAll(async () => {
  await keydesk('init', '--organisation', 'Nordwind', '--username', 'ida@nordwind.test', '--display-name', 'Ida Krog')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('gets and sets policies, with exit status 2 and the place of each mistake', async () => {
  const get = async () => JSON.parse((await keydesk('policy', 'get', 'lockout')).out) as unknown
  expect(await get()).toEqual({ policies: { threshold: 10, seconds: 60, capSeconds: 3600 } })
  const set = await keydesk('policy', 'set', 'lockout', '{"threshold":7}')
  expect([set.status, JSON.parse(set.out)]).toEqual([
    0,
    { changes: [{ path: 'lockout.threshold', before: '10', after: '7' }] },
  ])
  expect(await get()).toMatchObject({ policies: { threshold: 7 } })
  for (const [name, json] of [
    ['lockout', '{"threshold":1}'],
    ['lockout', '{"surplus":1}'],
    ['lockout', 'nonsense'],
    ['lockout', '[]'],
    ['nothing', '{}'],
  ] as const) {
    expect(await keydesk('policy', 'set', name, json), json).toMatchObject({ status: 2, out: '' })
  }
  expect((await keydesk('policy', 'set', 'lockout', '{"threshold":1}')).err).toContain('lockout.threshold')
  expect(await get()).toMatchObject({ policies: { threshold: 7 } })
})
