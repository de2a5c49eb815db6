import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ended, type Run, runFile, startFile, tryProgram } from '../support/build-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'keydesk-cli-'))
const dataDir = join(folder, 'data')
const password = 'correct horse battery 42'
const usersFile = fileURLToPath(new URL('../support/user-files/users.csv', import.meta.url))

/** Runs the command line in the test's folder as the only global admin. */
function keydesk(...args: readonly string[]): Promise<Run> {
  const given = ['--data-dir', dataDir, ...args, '--password-stdin']
  return runFile('electron/cli.ts', given, { input: `${password}\n` })
}

async function json(...args: readonly string[]): Promise<{ status: number | null; document: unknown; err: string }> {
  const { status, out, err } = await keydesk(...args, '--json')
  return { status, document: JSON.parse(out), err }
}

const people = ['anna@nordwind.test', 'bo@nordwind.test', 'cleo@nordwind.test']

beforeAll(async () => {
  const file = join(folder, 'users.csv')
  const rows = people.map((name) => `${name},${name.split('@')[0]}`)
  writeFileSync(file, ['User Name,Display Name', ...rows].join('\n'))
  await keydesk('init', '--organisation', 'Nordwind', '--username', 'ida@nordwind.test', '--display-name', 'Ida Krog')
  await keydesk('users', 'import', file)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('init', () => {
  it('answers with the recovery key, once, and sets up only once', async () => {
    const own = join(folder, 'own')
    const args = ['--data-dir', own, 'init', '--organisation', 'Ø', '--username', 'a@b.test', '--display-name', 'A']
    const run = () => runFile('electron/cli.ts', [...args, '--password-stdin', '--json'], { input: `${password}\n` })
    const first = await run()
    expect(first.status).toBe(0)
    const { recoveryKey } = JSON.parse(first.out) as { recoveryKey: string }
    expect(recoveryKey).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){7}$/)
    expect(first.err).not.toContain(recoveryKey)
    expect(await run()).toMatchObject({ status: 2, out: '', err: expect.stringContaining('already') })
  })

  it('writes documents to standard output and sentences for people to standard error', async () => {
    const own = join(folder, 'people')
    const args = ['--data-dir', own, 'init', '--organisation', 'Ø', '--username', 'a@b.test', '--display-name', 'A']
    const { out, err } = await runFile('electron/cli.ts', [...args, '--password-stdin'], { input: password })
    expect(err).toMatch(/Recovery key.*-/)
    expect(out).not.toMatch(/Recovery key/)
  })

  it.each([
    ['Windows-1252', Buffer.from('Blåbærgrød-42-anker\n', 'latin1')],
    ['UTF-16', Buffer.from('Blueberry-42-anchor\n', 'utf16le')],
  ])('refuses a password in %s, because its bytes would be another password', async (_, input) => {
    const own = join(folder, `bytes ${input.length}`)
    const args = ['--data-dir', own, 'init', '--organisation', 'Ø', '--username', 'a@b.test', '--display-name', 'A']
    const run = (given: string | Uint8Array) =>
      runFile('electron/cli.ts', [...args, '--password-stdin'], { input: given })
    expect(await run(input)).toMatchObject({ status: 2, out: '', err: expect.stringContaining('not UTF-8') })
    // Nothing was set up: whoever gives the password as UTF-8 sets up afterwards.
    expect(await run('Blåbærgrød-42-anker\n')).toMatchObject({ status: 0 })
  })

  it('refuses a name whose bytes were lost before they came here, and a password that is not there', async () => {
    const own = join(folder, 'lost')
    const args = ['--data-dir', own, 'init', '--username', 'a@b.test', '--display-name', 'A', '--password-stdin']
    const lost = await runFile('electron/cli.ts', [...args, '--organisation', 'N\ufffdrd'], { input: `${password}\n` })
    expect(lost).toMatchObject({ status: 2, out: '', err: expect.stringContaining('UTF-8') })
    const none = await runFile('electron/cli.ts', [...args, '--organisation', 'Nørd'], { input: '' })
    expect(none).toMatchObject({ status: 2, out: '', err: expect.stringContaining('ended before the password') })
  })

  it('refuses a weak password with the rule that it breaks', async () => {
    const args = ['--data-dir', join(folder, 'weak'), 'init', '--organisation', 'Ø', '--username', 'a@b.test']
    const given = [...args, '--display-name', 'A', '--password-stdin']
    expect(await runFile('electron/cli.ts', given, { input: 'abc\n' })).toMatchObject({ status: 2, out: '' })
  })
})

describe('usage', () => {
  it.each([
    ['an unknown command', ['nonsense']],
    ['an unknown option', ['users', 'list', '--nonsense']],
    ['a missing argument', ['users', 'import']],
    ['an unknown state', ['users', 'list', '--state', 'asleep']],
    ['an unknown style', ['password', 'reset', 'a', '--style', 'weak']],
    ['nobody to reset', ['password', 'reset']],
    ['two ways to say who', ['password', 'reset', 'a', '--all']],
    ['a file that is not there', ['password', 'reset', '--file', '/nowhere/users.csv']],
    ['what is no job', ['jobs', 'show', '1']],
    ['nothing at all', []],
  ])('%s exits with 2 and prints nothing to standard output', async (_, args) => {
    expect(await keydesk(...args)).toMatchObject({ status: 2, out: '' })
  })

  it('--help exits with 0', async () => {
    const { status, out } = await runFile('electron/cli.ts', ['--help'])
    expect(status).toBe(0)
    expect(out).toContain('Exit status')
  })

  it('has no option that takes a password', async () => {
    const helps = await Promise.all([[], ['init'], ['password', 'reset']].map((args) => keydesk(...args, '--help')))
    for (const { out } of helps) expect(out).not.toMatch(/--\w*(password|secret) /)
  })
})

describe('who acts', () => {
  it('is refused with a wrong password', async () => {
    const args = ['--data-dir', dataDir, 'users', 'list', '--password-stdin']
    expect(await runFile('electron/cli.ts', args, { input: 'wrong\n' })).toMatchObject({ status: 3, out: '' })
  })

  it('is refused as somebody who does not exist or is no admin', async () => {
    expect((await keydesk('users', 'list', '--as', 'nobody@nordwind.test')).status).toBe(4)
    expect((await keydesk('users', 'list', '--as', people[0] ?? '')).status).toBe(4)
  })

  it('must give a password on standard input', async () => {
    const run = await runFile('electron/cli.ts', ['--data-dir', dataDir, 'users', 'list'])
    expect(run).toMatchObject({ status: 2, out: '', err: expect.stringContaining('--password-stdin') })
  })

  it('needs an organisation', async () => {
    const run = await runFile('electron/cli.ts', ['--data-dir', join(folder, 'empty'), 'users', 'list'])
    expect(run.status).toBe(2)
    expect(existsSync(join(folder, 'empty'))).toBe(false)
  })

  it('a second process in the same data folder exits with 5 at once and says who holds the folder', async () => {
    const first = startFile('electron/cli.ts', ['--data-dir', dataDir, 'users', 'list', '--password-stdin'])
    const end = ended(first, null)
    await expect.poll(() => holder()).toContain(`process ${first.pid}`)
    const second = await keydesk('users', 'list')
    expect(second).toMatchObject({ status: 5, out: '', err: expect.stringContaining(`process ${first.pid}`) })
    first.stdin?.end(`${password}\n`)
    expect((await end).status).toBe(0)
  })
})

const holder = () => readFileSync(join(dataDir, 'keydesk.holder'), 'utf8')

describe('users', () => {
  it('list names everybody and the total', async () => {
    const { document } = await json('users', 'list')
    expect(document).toMatchObject({ total: 4, users: [{ username: 'anna@nordwind.test', roles: [] }, {}, {}, {}] })
  })

  it('list --search and --state narrow it down', async () => {
    expect((await json('users', 'list', '--search', 'cleo')).document).toMatchObject({ total: 1 })
    const current = await json('users', 'list', '--state', 'current')
    expect(current.document).toMatchObject({ total: 1, users: [{ username: 'ida@nordwind.test', signIn: 'allowed' }] })
  })

  it('import --dry-run changes nothing and names each problem', async () => {
    const file = join(folder, 'problems.csv')
    writeFileSync(file, 'User Name,Display Name\ndora@nordwind.test,Dora\nno-at,Nobody\nanna@nordwind.test,Anna\n')
    const { status, document } = await json('users', 'import', file, '--dry-run')
    expect(status).toBe(1)
    expect(document).toMatchObject({
      imported: 0,
      good: 1,
      problems: [
        { line: 3, column: 'User Name', reason: 'usernameNoAt' },
        { line: 4, column: 'User Name', reason: 'existsAlready' },
      ],
    })
  })

  it('import takes the file that Microsoft 365 takes', async () => {
    const { document } = await json('users', 'import', usersFile, '--dry-run')
    expect(document).toMatchObject({ imported: 0, problems: [] })
  })

  it('export writes a file that only this account can read and overwrites none', async () => {
    const file = join(folder, 'export.csv')
    expect((await json('users', 'export', file)).document).toEqual({ exported: 4, file })
    expect(readFileSync(file, 'utf8')).toContain('anna@nordwind.test')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await keydesk('users', 'export', file)).toMatchObject({ status: 2, out: '' })
  })

  it('export writes headings and separators in the language that is asked for', { tags: 'long' }, async () => {
    const file = join(folder, 'brugere.csv')
    expect(await keydesk('users', 'export', file, '--language', 'da')).toMatchObject({ status: 0 })
    expect(readFileSync(file, 'utf8')).toMatch(/^\ufeffBrugernavn;Fornavn;/)
    expect((await keydesk('users', 'export', file, '--language', 'da')).err).toContain('findes allerede')
    expect(await keydesk('users', 'list', '--language', 'xx')).toMatchObject({ status: 2, out: '' })
  })

  it('export writes what another directory takes, below a base that is one', { tags: 'long' }, async () => {
    const ldif = join(folder, 'people.ldif')
    const away = (...args: readonly string[]) => keydesk('users', 'export', ldif, ...args)
    expect(await away('--format', 'ldif')).toMatchObject({ status: 2, err: expect.stringContaining('--base') })
    expect(await away('--base', 'dc=x')).toMatchObject({ status: 2, err: expect.stringContaining('new-aduser') })
    expect(await away('--format', 'ldif', '--base', 'nordwind')).toMatchObject({ status: 2, out: '' })
    expect(await away('--format', 'ldif', '--base', 'ou=people,dc=nordwind')).toMatchObject({ status: 0 })
    expect(readFileSync(ldif, 'utf8')).toContain('\ndn: uid=anna@nordwind.test,ou=people,dc=nordwind\n')
    const file = join(folder, 'new-aduser.csv')
    expect(await keydesk('users', 'export', file, '--format', 'new-aduser')).toMatchObject({ status: 0 })
    expect(readFileSync(file, 'utf8')).toMatch(/^\ufeffName,SamAccountName,UserPrincipalName,.*,Country\r\n/)
  })

  it.skipIf(process.platform === 'win32')(
    'import reads a pipe to its end, names what it leaves out, and blocks whom the file blocks',
    async () => {
      const pipe = join(folder, 'pipe')
      expect(tryProgram('mkfifo', [pipe]).status).toBe(0)
      const head = '#TYPE X\nUser name,Display name,Licenses,Block credential\n'
      createWriteStream(pipe).end(`${head}pia@nordwind.test,Pia,E5,True\n,Nobody,,\n`)
      const { status, document, err } = await json('users', 'import', pipe)
      expect(status).toBe(1)
      expect(err).toContain('Columns that are not imported: Licenses')
      expect(err).toContain('1 user imported, 1 of them blocked, 1 problem')
      expect(document).toMatchObject({
        ...{ imported: 1, blocked: 1, ignored: ['Licenses'] },
        problems: [{ line: 4, column: 'User name', person: '', value: '', reason: 'missing' }],
      })
      const blocked = await json('users', 'list', '--search', 'pia', '--state', 'blocked')
      expect(blocked.document).toMatchObject({ total: 1 })
    },
  )
})
