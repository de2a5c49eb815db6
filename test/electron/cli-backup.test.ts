import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runFile } from '../support/build-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'keydesk-cli-'))
const dataDir = join(folder, 'data')
const password = 'correct horse battery 42'
const passphrase = 'four quiet rivers bend'
const backup = join(folder, 'all.keydesk-backup')
let recoveryKey = ''

const keydesk = (dir: string, lines: readonly string[], ...args: readonly string[]) =>
  runFile('electron/cli.ts', ['--data-dir', dir, ...args, '--password-stdin'], { input: `${lines.join('\n')}\n` })

beforeAll(async () => {
  const { out } = await keydesk(
    dataDir,
    [password],
    ...[
      'init',
      '--organisation',
      'Nordwind',
      '--username',
      'ida@nordwind.test',
      '--display-name',
      'Ida Krog',
      '--json',
    ],
  )
  recoveryKey = (JSON.parse(out) as { recoveryKey: string }).recoveryKey
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('backs everything up into one new file and brings it back into another folder', async () => {
  const made = await keydesk(dataDir, [password, passphrase], 'backup', backup, '--passphrase-stdin', '--json')
  expect(made).toMatchObject({ status: 0 })
  const document = JSON.parse(made.out) as { users: number; entries: number; madeAt: string }
  expect(document).toMatchObject({ users: 1, intact: true, file: backup })
  const taken = await keydesk(dataDir, [password], 'backup', backup)
  expect(taken).toMatchObject({ status: 2, out: '', err: expect.stringContaining('exists already') })

  const target = join(folder, 'new')
  const restored = await keydesk(target, [recoveryKey], 'restore', backup, '--json')
  expect(restored).toMatchObject({ status: 0, err: expect.stringContaining('Passwords that were changed since') })
  const { users, entries, madeAt } = document
  expect(JSON.parse(restored.out)).toMatchObject({ users, entries, intact: true, madeAt, organisation: 'Nordwind' })
  expect(restored.err + made.err).not.toContain(recoveryKey)
  // There is no keychain in this test, so that the global admin's password opens the vault.
  expect(JSON.parse(restored.out)).toMatchObject({ vaultOpensWith: 'passwordOfGlobalAdmin' })
  const list = await keydesk(target, [password], 'users', 'list', '--json')
  expect(JSON.parse(list.out)).toMatchObject({ total: 1 })
  const again = await keydesk(target, [recoveryKey], 'restore', backup)
  expect(again).toMatchObject({ status: 2, out: '', err: expect.stringContaining('already holds an organisation') })
})

it('makes none where a script has left the name of the file empty', async () => {
  const here = readdirSync(process.cwd())
  for (const name of ['', '  '])
    expect(await keydesk(dataDir, [password], 'backup', name), JSON.stringify(name)).toMatchObject({
      status: 2,
      out: '',
    })
  expect(readdirSync(process.cwd())).toEqual(here)
})

it('says in words what is wrong with a file or key, in the language that is asked for, and leaves nothing', async () => {
  const cut = join(folder, 'cut.keydesk-backup')
  writeFileSync(cut, readFileSync(backup))
  truncateSync(cut, 5000)
  const target = join(folder, 'none')
  const restore = (file: string, key: string, language: string) =>
    keydesk(target, [key], 'restore', file, '--language', language)
  expect(await restore(cut, recoveryKey, 'da')).toMatchObject({
    ...{ status: 2, out: '', err: expect.stringContaining('Slutningen af sikkerhedskopien mangler') },
  })
  expect(await restore(backup, 'wrong', 'sv')).toMatchObject({
    ...{ status: 4, out: '', err: expect.stringContaining('Nyckeln öppnar inte säkerhetskopian av Nordwind') },
  })
  expect(await restore(join(folder, 'no'), passphrase, 'nb')).toMatchObject({
    ...{ status: 2, out: '', err: expect.stringContaining('Filen finnes ikke') },
  })
  expect(existsSync(target)).toBe(false)
})
