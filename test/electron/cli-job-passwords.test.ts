// @module-tag long
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ended, type Run, runFile, startFile, testEnvironment } from '../support/build-script.ts'
import { tinyDisk } from '../support/tiny-disk.ts'

const folder = mkdtempSync(join(tmpdir(), 'keydesk-cli-job-'))
const dataDir = join(folder, 'data')
const password = 'correct horse battery 42'
const people = 60

function keydesk(...args: readonly string[]): Promise<Run> {
  return runFile('electron/cli.ts', ['--data-dir', dataDir, ...args, '--password-stdin'], { input: `${password}\n` })
}

beforeAll(async () => {
  const file = join(folder, 'users.csv')
  const lines = Array.from({ length: people }, (_, at) => `p${at}@nordwind.test,Somebody`)
  writeFileSync(file, ['User Name,Display Name', ...lines].join('\n'))
  await keydesk('init', '--organisation', 'Nordwind', '--username', 'ida@nordwind.test', '--display-name', 'Ida Krog')
  await keydesk('users', 'import', file)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const passwordsIn = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\r\n')
    .filter((line) => /^p\d+@nordwind\.test[,;][^,;]*[,;]"?[^,;"]+/.test(line)).length

/** Kills `password reset --all --out` when some people are done; answers the job. */
async function killed(out: string): Promise<string> {
  const args = ['--data-dir', dataDir, 'password', 'reset', '--all', '--out', out, '--password-stdin']
  const child = startFile('electron/cli.ts', args, testEnvironment())
  const end = ended(child, `${password}\n`)
  const id = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (text: string) => {
      said += text
      const found = /Job ([0-9a-f-]{36})/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    end.then(({ err }) => reject(new Error(err)), reject)
  })
  setTimeout(() => child.kill('SIGKILL'), 150)
  await end.catch(() => null)
  return id
}

it('a killed reset of everybody leaves no file, and the job hands over every password later', async () => {
  const [lost, out, again] = ['lost.csv', 'out.csv', 'again.csv'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const id = await killed(lost)
  expect(readdirSync(folder).filter((name) => name.startsWith('lost.csv'))).toEqual([])
  const listed = JSON.parse((await keydesk('jobs', 'list', '--json')).out)
  expect(listed.jobs[0]).toMatchObject({ id, state: 'interrupted', interruption: { reason: 'cutOff' } })

  writeFileSync(lost, 'mine')
  const refused = await keydesk('jobs', 'resume', id, '--out', lost)
  expect(refused).toMatchObject({ status: 2, err: expect.stringContaining('nothing was overwritten') })
  expect(readFileSync(lost, 'utf8')).toBe('mine')

  const resumed = await keydesk('jobs', 'resume', id, '--out', out, '--json')
  expect(resumed.status, resumed.err).toBe(0)
  expect(JSON.parse(resumed.out)).toMatchObject({ state: 'done', done: people })
  expect(passwordsIn(out)).toBe(people)
  if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600)

  const shown = await keydesk('jobs', 'show', id, '--out', again)
  expect(shown.status, shown.err).toBe(0)
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(out, 'utf8'))
  // No password on the screen, and each one that was read is in the audit log, twice by now.
  const first = readFileSync(out, 'utf8').split('\r\n')[1]?.split(/[,;]/)[2] as string
  expect(first.length).toBeGreaterThan(8)
  expect(resumed.out + resumed.err + shown.out + shown.err).not.toContain(first)
  const { entries } = JSON.parse((await keydesk('audit', 'list', '--json')).out)
  const reads = entries.filter((entry: { action: string }) => entry.action === 'Export passwords.')
  expect(reads).toHaveLength(2 * people)
})

it('says how to get the passwords where the file can’t be written at the end, because the vault has them', async ({
  skip,
}) => {
  const disk = tinyDisk(1)
  if (typeof disk === 'string') return skip(disk)
  const out = join(disk.path, 'out.csv')
  disk.fill()
  const run = await keydesk('password', 'reset', 'p1@nordwind.test', 'p2@nordwind.test', '--out', out, '--json')
  expect(run.status).toBe(1)
  const { job } = JSON.parse(run.out)
  expect(run.err).toContain('the disk is full')
  expect(run.err).toContain('Nothing is lost')
  expect(run.err).toContain(`jobs show ${job} --out`)
  expect(readdirSync(disk.path)).toEqual(['filler'])
  disk.empty()
  expect((await keydesk('jobs', 'show', job, '--out', out)).status).toBe(0)
  expect(passwordsIn(out)).toBe(2)
})

it('refuses --out for a job that made no passwords, and before it does anything', async () => {
  const { document } = await keydesk('password', 'require-change', 'p1@nordwind.test', '--json').then(({ out }) => ({
    document: JSON.parse(out),
  }))
  const out = join(folder, 'none.csv')
  expect(await keydesk('jobs', 'show', document.job, '--out', out)).toMatchObject({ status: 2 })
  expect(existsSync(out)).toBe(false)
})
