import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ended, type Run, runFile, startFile, testEnvironment } from '../support/build-script.ts'

type Result = {
  readonly username: string
  readonly outcome: string
  readonly password?: string
  readonly reason?: string
}
type Results = { readonly job: string | null; readonly results: readonly Result[] }

const folder = mkdtempSync(join(tmpdir(), 'keydesk-cli-passwords-'))
const dataDir = join(folder, 'data')
const password = 'correct horse battery 42'
const many = Array.from({ length: 120 }, (_, at) => `p${at}@nordwind.test`)

function keydesk(...args: readonly string[]): Promise<Run> {
  return runFile('electron/cli.ts', ['--data-dir', dataDir, ...args, '--password-stdin'], { input: `${password}\n` })
}

async function json<T>(...args: readonly string[]): Promise<{ status: number | null; document: T }> {
  const { status, out } = await keydesk(...args, '--json')
  return { status, document: JSON.parse(out) as T }
}

beforeAll(async () => {
  const file = join(folder, 'users.csv')
  writeFileSync(file, ['User Name,Display Name', ...many.map((name) => `${name},Somebody`)].join('\n'))
  await keydesk('init', '--organisation', 'Nordwind', '--username', 'ida@nordwind.test', '--display-name', 'Ida Krog')
  await keydesk('users', 'import', file)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('password reset', () => {
  it('of one person answers with their temporary password, which then asks for a change', async () => {
    const { status, document } = await json<Results>('password', 'reset', 'p0@nordwind.test')
    expect(status).toBe(0)
    expect(document).toEqual({
      job: null,
      results: [{ username: 'p0@nordwind.test', outcome: 'done', password: expect.any(String) }],
    })
    const listed = await json('users', 'list', '--search', 'p0@nordwind.test')
    expect(listed.document).toMatchObject({ users: [{ passwordState: 'temporary' }] })
  })

  it('of several is a job; a name that is unknown fails and one’s own is left out', async () => {
    const { status, document } = await json<Results>(
      'password',
      'reset',
      'P1@Nordwind.test',
      'p2@nordwind.test',
      'gone@x.test',
      'ida@nordwind.test',
    )
    expect(status).toBe(1)
    expect(document.job).toMatch(/^[0-9a-f-]{36}$/)
    expect(document.results).toEqual([
      { username: 'p1@nordwind.test', outcome: 'done', password: expect.any(String) },
      { username: 'p2@nordwind.test', outcome: 'done', password: expect.any(String) },
      { username: 'ida@nordwind.test', outcome: 'skipped', reason: 'ownAccount' },
      { username: 'gone@x.test', outcome: 'failed', reason: 'NOT_FOUND' },
    ])
  })

  it('of nobody who exists starts no job', async () => {
    const { status, document } = await json<Results>('password', 'reset', 'gone@x.test', 'ida@nordwind.test')
    expect(status).toBe(1)
    expect(document).toMatchObject({ job: null, results: [{ outcome: 'skipped' }, { outcome: 'failed' }] })
  })

  it('--file takes one name a line, --out keeps the passwords off the screen', async () => {
    const [names, out] = [join(folder, 'names.txt'), join(folder, 'passwords.csv')]
    writeFileSync(names, 'p3@nordwind.test\r\n\r\np4@nordwind.test\r\n')
    const run = await keydesk('password', 'reset', '--file', names, '--no-must-change', '--out', out, '--json')
    expect(run.status).toBe(0)
    const { results } = JSON.parse(run.out) as Results
    expect(results).toEqual(many.slice(3, 5).map((username) => ({ username, outcome: 'done' })))
    expect(readFileSync(out, 'utf8')).toContain('p3@nordwind.test')
    if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600)
    const again = await keydesk('password', 'reset', '--file', names, '--out', out)
    expect(again).toMatchObject({ status: 2, out: '', err: expect.stringContaining('exists already') })
  })

  // On Windows the language is the machine's, and no variable changes it.
  it.runIf(process.platform !== 'win32')(
    '--out and every complaint speak the language of the system',
    { tags: 'long' },
    async () => {
      const out = join(folder, 'danish.csv')
      const args = ['--data-dir', dataDir, 'password', 'reset', 'p3@nordwind.test', '--out', out, '--password-stdin']
      const env = { ...testEnvironment(), LC_ALL: 'da_DK.UTF-8' }
      expect((await runFile('electron/cli.ts', args, { input: `${password}\n`, env })).status).toBe(0)
      expect(readFileSync(out, 'utf8')).toMatch(/Adgangskode;.*\r\np3@nordwind\.test;.*;Udført;/)
      const again = await runFile('electron/cli.ts', args, { input: `${password}\n`, env })
      expect(again).toMatchObject({ status: 2, err: `${out} findes allerede; intet er overskrevet.\n` })
    },
  )

  it('leaves no file behind when nobody was reset', async () => {
    const out = join(folder, 'nothing.csv')
    expect((await keydesk('password', 'reset', 'gone@x.test', '--out', out)).status).toBe(1)
    expect(existsSync(out)).toBe(false)
  })

  it('each password that is read has an audit entry, and no entry holds a password', { tags: 'long' }, async () => {
    const { document } = await json<Results>('password', 'reset', 'p5@nordwind.test')
    expect((await keydesk('audit', 'list')).out.split('\n')[0]).toMatch(/Result +Where$/)
    const log = await keydesk('audit', 'list', '--json')
    const { entries } = JSON.parse(log.out) as { entries: readonly { action: string; target: string; door: string }[] }
    const ofP5 = entries.filter(({ target }) => target === 'p5@nordwind.test').map(({ action }) => action)
    expect(ofP5).toEqual(expect.arrayContaining(['Reset user password.', 'Reveal password.']))
    expect(entries.every(({ door }) => door === 'commandLine' || door === 'keydesk')).toBe(true)
    expect(log.out).not.toContain(document.results[0]?.password)
  })
})

describe('a long reset', () => {
  it.runIf(process.platform !== 'win32')('stops after the current person on Ctrl+C and goes on later', async () => {
    const args = ['--data-dir', dataDir, 'password', 'reset', '--all', '--password-stdin', '--json']
    const child = startFile('electron/cli.ts', args)
    const end = ended(child, `${password}\n`)
    // It has begun, and its signals are looked after.
    await new Promise<void>((resolve) => child.stderr?.on('data', (text: string) => text.includes('Job ') && resolve()))
    child.kill('SIGINT')
    child.kill('SIGINT')
    const stopped = await end
    expect(stopped.status).toBe(1)
    const { job, results } = JSON.parse(stopped.out) as Results
    expect(results.length).toBeLessThan(many.length)
    expect(stopped.err).toContain(`jobs resume ${job}`)
    const resumed = await json('jobs', 'resume', job ?? '')
    expect(resumed).toMatchObject({
      status: 0,
      document: { id: job, state: 'done', done: many.length, total: many.length },
    })
    const shown = await json<{ items: readonly object[] }>('jobs', 'show', job ?? '')
    expect(shown.document.items).toHaveLength(many.length)
    expect((await json('jobs', 'list')).document).toMatchObject({
      jobs: expect.arrayContaining([expect.objectContaining({ id: job })]),
    })
    expect((await keydesk('jobs', 'cancel', job ?? '')).status).toBe(2)
  })
})

describe('password require-change', () => {
  it('says for each person what came of it', async () => {
    const { status, document } = await json<Results>('password', 'require-change', 'p0@nordwind.test', 'gone@x.test')
    expect(status).toBe(1)
    expect(document.results).toMatchObject([{ username: 'p0@nordwind.test', outcome: 'done' }, { outcome: 'failed' }])
  })
})

describe('audit', () => {
  it('verify answers whether the log is whole', async () => {
    const { status, document } = await json('audit', 'verify')
    expect(status).toBe(0)
    expect(document).toEqual({ entries: expect.any(Number), intact: true })
  })

  it('export writes all of it to a new file', async () => {
    const file = join(folder, 'audit.csv')
    expect((await json('audit', 'export', file)).document).toMatchObject({ file })
    expect(readFileSync(file, 'utf8')).toContain('Create organisation.')
  })
})
