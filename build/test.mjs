import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { browserNeeded, findChromium, findHeadlessShell, installOnDebian } from './chromium.mjs'
import { fetchElectron, windowFault } from './electron-runtime.mjs'
import { installPackers } from './package/pack.mjs'
import { build, node24, root, run, setUp } from './setup.mjs'
import { countFile, countOne, countPlaywright, countVitest, skipOne, summary, whatFailed } from './test-report.mjs'

// Removed, so that the tests never work on a person's own data folder.
const { KEYDESK_DATA_DIR, ...env } = process.env
const results = join(root, 'test-results')
/** The tag of what is heavy beside what it shows: `npm run test:long` runs it. */
const heavy = 'long'
// The tests start hundreds of processes, which share what Node has compiled once.
env.NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/compiled')
const tool = (path, ...args) => run(node24(), [join('node_modules', path), ...args], { env })

async function types(folder) {
  return countOne((await tool('typescript/bin/tsc', '-p', folder)) === 0, `types of ${folder}`)
}

async function lint() {
  const args = ['ci', '--config-path', 'build', '--max-diagnostics=50', '--colors=off', '.']
  return countOne((await tool('@biomejs/biome/bin/biome', ...args)) === 0, 'lint')
}

async function vitest(name, filters) {
  const file = join(results, `${name}.json`)
  const reporters = ['default', 'json', './build/skipped-reporter.mjs'].map((one) => `--reporter=${one}`)
  const args = ['run', '--config', 'test/vitest.config.ts', ...reporters, `--outputFile.json=${file}`, ...filters]
  const status = await tool('vitest/vitest.mjs', ...args)
  return countFile(file, countVitest, status)
}

async function builds() {
  const areBuilt = [await build('renderer'), await build('main')].every(Boolean)
  // From here on the built programs are tested, because people run those.
  if (areBuilt) env.KEYDESK_BUILT = '1'
  return countOne(areBuilt, 'build')
}

async function endToEnd() {
  if (!env.KEYDESK_CHROMIUM && !findHeadlessShell(env)) installOnDebian(['chromium-headless-shell'])
  if (!findChromium(env)) installOnDebian(['chromium'])
  const chromium = findChromium(env)
  if (chromium) env.KEYDESK_CHROMIUM = chromium
  else process.stdout.write(`${browserNeeded}\n`)
  if (!chromium) return countOne(false, 'no browser')
  const fault = windowFault()
  const electron = fault ? { fault } : await fetchElectron(30_000)
  if (electron.program) env.KEYDESK_ELECTRON = electron.program
  const args = ['test', '--config', 'test/playwright.config.ts', `--grep-invert=@${heavy}`]
  const status = await tool('@playwright/test/cli.js', ...args)
  const counts = countFile(join(results, 'playwright.json'), countPlaywright, status)
  return electron.program ? counts : skipOne(counts, `end-to-end tests in Electron: no runtime, ${electron.fault}`)
}

async function stage(name, work) {
  process.stdout.write(`\n── ${name}\n`)
  const start = Date.now()
  const counts = await work()
  for (const reason of counts.reasons) process.stdout.write(`skipped: ${reason}\n`)
  process.stdout.write(`── ${name}: ${summary([counts])} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`)
  return counts
}

async function all() {
  installOnDebian(['gnome-keyring', 'dbus', 'libsecret-1-0', 'oathtool', 'gcc', 'libc6-dev'])
  installOnDebian(['slapd', '389-ds-base', 'libnss3-tools', 'openssl'])
  installOnDebian(['samba', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind'])
  installOnDebian(['nsis'])
  // Here, because two tests at once would install them into one folder.
  installPackers()
  const counts = []
  for (const folder of ['shared', 'electron', 'renderer', 'test']) {
    counts.push(await stage(`types of ${folder}`, () => types(folder)))
  }
  counts.push(await stage('lint', lint))
  // Built before the tests, because some of them start the built product and two builds at once would disturb each other.
  counts.push(await stage('build', builds))
  const pure = ['test/shared', 'test/renderer']
  const quick = `--tags-filter=!${heavy}`
  counts.push(await stage('tests of rules and screens', () => vitest('pure', [quick, ...pure])))
  const others = pure.map((folder) => `--exclude=${folder}/**`)
  counts.push(await stage('unit, contract and architecture tests', () => vitest('vitest', [quick, ...others])))
  counts.push(await stage('end-to-end tests', endToEnd))
  return counts
}

const filters = process.argv.slice(2)
setUp()
rmSync(results, { recursive: true, force: true })
const counts = filters.length > 0 ? [await stage('tests', () => vitest('vitest', filters))] : await all()
process.stdout.write(`\n${whatFailed(counts)}${summary(counts)}\n`)
process.exitCode = counts.some((one) => one.failed > 0) ? 1 : 0
