import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// Walks through an organisation's first day by the command line, in a folder with spaces and letters beyond ASCII. Prints `ok` or `failed`
// with each step. Started on Windows by test-windows.mjs; it runs on every system.

const root = join(import.meta.dirname, '..')
const base = mkdtempSync(join(tmpdir(), 'keydesk walk Ø '))
const dataDir = join(base, 'Søren data')
const built = join(root, 'dist/main/cli.js')
const program = existsSync(built) ? built : join(root, 'electron/cli.ts')
// A machine may have no keychain that a test could use: then the first admin's password opens the vault.
const noKeychain = `--import=${pathToFileURL(join(root, 'test/support/no-keychain.mjs')).href}`
const owner = 'olga.owner@nordwind.test'
const password = 'Windmill-harbour-42-lamp'

function keydesk(args, lines = [password]) {
  const input = lines.map((line) => `${line}\n`).join('')
  const env = { ...process.env, NODE_OPTIONS: noKeychain }
  const options = ['--data-dir', dataDir, '--language', 'en', '--json']
  const done = spawnSync(process.execPath, [program, ...options, ...args], { input, encoding: 'utf8', env })
  return { status: done.status, out: done.stdout ?? '', err: done.stderr ?? String(done.error) }
}
const asOwner = (...args) => keydesk(['--as', owner, '--password-stdin', ...args])

function must(isRight, { status, out, err }) {
  if (!isRight) throw new Error(`status ${status}: ${out} ${err}`.replace(/\s+/g, ' ').slice(0, 400))
}

const steps = {
  'a new organisation': () => {
    const names = ['--organisation', 'Nordwind Ø', '--username', owner, '--display-name', 'Olga Ångström']
    const run = keydesk(['init', ...names, '--password-stdin'])
    must(run.status === 0 && existsSync(join(dataDir, 'keydesk.db')), run)
  },
  'an import from a file of Excel’s': () => {
    const file = join(base, 'brugere.csv')
    writeFileSync(file, '\ufeffUser name;Display name\r\nsoren@nordwind.test;Søren Ø\r\nida@nordwind.test;Ida\r\n')
    const run = asOwner('users', 'import', file)
    must(run.status === 0 && JSON.parse(run.out).imported === 2, run)
  },
  'the list, with letters beyond ASCII': () => {
    const run = asOwner('users', 'list')
    const { users, total } = JSON.parse(run.out)
    must(total === 3 && users.some(({ displayName }) => displayName === 'Søren Ø'), run)
  },
  'a reset into a file': () => {
    const out = join(base, 'nye adgangskoder.csv')
    const run = asOwner('password', 'reset', 'soren@nordwind.test', '--out', out)
    must(run.status === 0 && existsSync(out), run)
  },
  'a wrong password': () => {
    const run = keydesk(['--as', owner, '--password-stdin', 'users', 'list'], ['wrong'])
    must(run.status === 3, run)
  },
  'the audit log, whole': () => {
    const run = asOwner('audit', 'verify')
    must(run.status === 0 && JSON.parse(run.out).intact === true, run)
  },
  'no error in the log': () => {
    const logs = join(dataDir, 'logs')
    const names = existsSync(logs) ? readdirSync(logs) : []
    must(names.length === 0, { status: 0, out: names.join(' '), err: '' })
  },
}

let isWhole = true
for (const [name, step] of Object.entries(steps)) {
  try {
    step()
    process.stdout.write(`ok ${name}\n`)
  } catch (error) {
    isWhole = false
    process.stdout.write(`failed ${name}: ${error.message}\n`)
  }
}
rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
process.exitCode = isWhole ? 0 : 1
