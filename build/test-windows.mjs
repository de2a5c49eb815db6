import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, node24, root, run } from './setup.mjs'
import { countOne, countVitest, summary, whatFailed } from './test-report.mjs'

// The unit tests and the command line on Windows: on a Windows itself, or from another system through a command that runs Windows' Node in a
// copy of this checkout. Not a part of `npm test`.

const isWindows = process.platform === 'win32'
const { KEYDESK_WINDOWS_NODE = '', KEYDESK_WINDOWS_COPY = '' } = process.env
/** A folder that hangs is ended after so many milliseconds, and the others are tested all the same. */
const longest = 40 * 60_000

/** The words of a command that is given as one text. */
const wordsOf = (text) => text.split(' ').filter((word) => word !== '')

/** The command that runs a file on Windows' Node. */
function windowsNode() {
  if (KEYDESK_WINDOWS_NODE !== '') return wordsOf(KEYDESK_WINDOWS_NODE)
  if (isWindows) return [node24()]
  return fail(
    'This is no Windows. Set KEYDESK_WINDOWS_NODE to a command that runs Windows’ Node in a copy of this checkout (.github/CONTRIBUTING.md).',
    2,
  )
}

/**
 * Runs a file on Windows' Node and answers what it wrote and how it ended. Both outputs go into files, because under Wine Node can't open a
 * pipe of another system.
 */
async function onWindows(args) {
  const [command, ...first] = windowsNode()
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-windows-'))
  const files = ['out', 'err'].map((name) => join(folder, name))
  const handles = files.map((file) => openSync(file, 'w'))
  const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', ...handles] })
  const timer = setTimeout(() => child.kill('SIGKILL'), longest)
  const status = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.code))
    child.on('close', (code) => resolve(code ?? 'too late'))
  })
  clearTimeout(timer)
  for (const handle of handles) closeSync(handle)
  const [out, err] = files.map((file) => readFileSync(file, 'utf8'))
  process.stderr.write(err)
  rmSync(folder, { recursive: true, force: true })
  return { out, status }
}

/** The tests of one folder or file; a process each, so that one that hangs or dies takes no other with it. */
async function unitTests(path) {
  const { out, status } = await onWindows(['build/windows-unit.mjs', path])
  const begin = out.indexOf('{"numTotalTestSuites"')
  if (begin < 0) return countOne(false, `${path}: no report, it ended with ${status}`)
  return countVitest(JSON.parse(out.slice(begin, out.lastIndexOf('}') + 1)), status)
}

/** An organisation on Windows from its first day on, by the command line alone; each step counts as one. */
async function commandLine() {
  const { out, status } = await onWindows(['build/windows-walk.mjs'])
  const steps = out.split('\n').flatMap((line) => /^(ok|failed) (.*)$/.exec(line.trim())?.slice(1) ?? [])
  const counts = []
  for (let at = 0; at < steps.length; at += 2)
    counts.push(countOne(steps[at] === 'ok', `command line: ${steps[at + 1]}`))
  if (counts.length === 0 || status !== 0) counts.push(countOne(false, `command line: it ended with ${status}`))
  return counts
}

/** Every folder of tests, and every file that lies beside them. */
function everything() {
  const inside = (folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((one) => one.isDirectory() || one.name.endsWith('.test.ts'))
      .map((one) => `${folder}/${one.name}`)
  const apart = ['test/e2e', 'test/bench', 'test/long', 'test/support', 'test/language', 'test/electron']
  return [...inside('test').filter((path) => !apart.includes(path)), ...inside('test/electron')]
}

/** The life of an installed Keydesk in the lab; where there is none, only a release on a real Windows shows it. */
async function installed() {
  const { openLab, walkInstall } = await import('./windows-install.mjs')
  const lab = openLab()
  if (isWindows || !lab.isThere()) {
    process.stdout.write('skipped: install: there is no lab here, a Debian with Wine in the folder WINDOWS_LAB\n')
    return []
  }
  try {
    await walkInstall(lab, (line) => process.stdout.write(`${line}\n`))
    return countOne(true, 'install')
  } catch (error) {
    return countOne(false, `install: ${error.message}`)
  }
}

/** What is tried, in this order; `npm run test:windows -- NAME` tries one of them. */
const parts = {
  'command-line': async () => commandLine(),
  install: async () => installed(),
}

async function stage(name, work) {
  const start = Date.now()
  const counts = [await work()].flat()
  // Said at once too, because all of it takes long.
  process.stdout.write(whatFailed(counts))
  process.stdout.write(`── ${name}: ${summary(counts)} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`)
  return counts
}

const asked = process.argv.slice(2)
windowsNode()
if (KEYDESK_WINDOWS_COPY !== '') {
  const [command, ...args] = wordsOf(KEYDESK_WINDOWS_COPY)
  if ((await run(command, args)) !== 0) fail('The checkout could not be copied to where Windows’ Node runs.')
}
const counts = []
for (const [name, part] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) counts.push(...(await stage(name, part)))
}
for (const path of asked.length === 0 ? everything() : asked.filter((one) => !(one in parts))) {
  counts.push(...(await stage(path, () => unitTests(path))))
}
process.stdout.write(`\n${whatFailed(counts)}${summary(counts)}\n`)
process.exitCode = counts.some((one) => one.failed > 0) ? 1 : 0
