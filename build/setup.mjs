import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stopDownload } from './download-state.mjs'

/** The project's folder; every script works from here, wherever it was called. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** True for the script that Node was started with, whatever links lead to it and however its drive letter is written. */
export function isMain(url) {
  try {
    return realpathSync.native(process.argv[1]) === realpathSync.native(fileURLToPath(url))
  } catch {
    return false
  }
}

const isWindows = process.platform === 'win32'
/** The pinned Node, a package for this system that the lock file names with its integrity; there is none for a system without one. */
const nodePackage = `node-${isWindows ? 'win' : process.platform}-${process.arch}`
const pinnedNode = join(root, 'node_modules', nodePackage, 'bin', isWindows ? 'node.exe' : 'node')

/** Ends the script with one sentence that a person can act on. */
export function fail(sentence, exitCode = 1) {
  process.stderr.write(`${sentence}\n`)
  process.exit(exitCode)
}

/** True when every package of the lock file that this machine needs is installed in exactly that version. */
export function isInstalled(folder = root) {
  try {
    const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages
    const present = JSON.parse(readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' || (present[path] ? present[path].version === entry.version : entry.optional === true),
    )
  } catch {
    return false
  }
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `Keydesk's scripts need Node 20 or newer; this is Node ${process.versions.node}. Get one from https://nodejs.org.`,
  )
}

/** Makes a fresh machine able to run Keydesk: the locked packages, the pinned Node among them. It prints to standard error only. */
export function setUp() {
  if (!isInstalled() || (isLocked(nodePackage) && !existsSync(pinnedNode))) installPackages()
  if (existsSync(pinnedNode) || isNode24()) return
  fail(
    `Keydesk runs on Node 24, and none is published for ${process.platform} ${process.arch} where its packages come from. Install Node 24 from https://nodejs.org and run this again with it.`,
  )
}

function isLocked(name, folder = root) {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
  return packages[`node_modules/${name}`] !== undefined
}

function installPackages() {
  process.stderr.write('Installing the packages that package-lock.json names, once; this takes some minutes …\n')
  stopDownload()
  const isInPlace = replacePackages(root, installInto)
  if (isInPlace) return
  fail(
    'The packages could not be replaced: something in the folder node_modules is in use, probably by a Keydesk that was started from here. Nothing was changed. Close it and start again.',
  )
}

/**
 * Installs the packages of a folder: beside those that are there, and then in their place, so that an installation that fails or is broken off
 * leaves the old ones whole. False, with nothing changed, where the old ones are in use and the system does not let them go (Windows).
 */
export function replacePackages(folder, install, move = isMoved) {
  const now = join(folder, 'node_modules')
  const [beside, old] = ['.packages-next', '.packages-old'].map((name) => join(folder, name))
  for (const leftover of [beside, old]) rmSync(leftover, { recursive: true, force: true })
  if (!existsSync(now)) {
    install(folder)
    return true
  }
  mkdirSync(beside)
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(beside, name))
  }
  install(beside)
  const isFree = move(now, old)
  if (isFree) renameSync(join(beside, 'node_modules'), now)
  for (const leftover of [beside, old]) {
    try {
      rmSync(leftover, { recursive: true, force: true })
    } catch {
      // What is still in use goes the next time.
    }
  }
  return isFree
}

function isMoved(from, to) {
  try {
    renameSync(from, to)
    return true
  } catch {
    return false
  }
}

function installInto(folder) {
  // No package of Keydesk needs a script to install, and better-sqlite3's would ask for Python and a compiler.
  const options = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const first = npm(['ci', ...options], folder)
  if (first.status === 0) return
  if (lacksPackage(first.complaints)) {
    process.stderr.write(
      'A package for another system can’t be had here; the others are installed as they are locked.\n',
    )
    const second = npm(['install', '--no-save', ...options], folder)
    if (second.status === 0) return
    process.stderr.write(second.complaints)
  } else process.stderr.write(first.complaints)
  fail(
    'The packages could not be installed (npm says why above). Keydesk needs the npm registry once, then never again.',
  )
}

/**
 * True if npm refused because a registry does not have a package, as for a system that it does not serve; false if the registry's package
 * differs from the locked one.
 */
export function lacksPackage(complaints) {
  return /\b(E404|ETARGET|ENOVERSIONS)\b/.test(complaints) && !/\bEINTEGRITY\b/.test(complaints)
}

function npm(args, folder) {
  const script = process.env.npm_execpath
  const isScript = script !== undefined && /npm-cli\.c?js$/.test(script)
  const [command, first] = isScript ? [process.execPath, [script]] : ['npm', []]
  const run = spawnSync(command, [...first, ...args], {
    cwd: folder,
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
    shell: isWindows && !isScript,
  })
  return { status: run.status, complaints: run.stderr || run.error?.message || '' }
}

function isNode24() {
  return Number(process.versions.node.split('.')[0]) >= 24
}

/** The Node that runs the product: the pinned one; where none is published for the system, the Node that runs this script, if it is new enough. */
export function node24() {
  return existsSync(pinnedNode) ? pinnedNode : process.execPath
}

/** Starts a program that lives as long as this script, and passes signals on to it; the promise answers with its exit status. */
export function run(command, args, options = {}) {
  // With it, Node and its libraries write what they send to the screen, passwords included.
  const { NODE_DEBUG, ...env } = options.env ?? process.env
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options, env })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  // Ctrl+C has reached the child through the terminal already. On Windows the console passes every signal on, and `kill` would end the
  // child at once.
  const forward = (signal) => {
    if (!isWindows && !(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGTERM' ? 15 : 9))
    })
  })
}

/**
 * V8's limits for the heap: it collects short-lived objects after 8 MB instead of 32, and old ones from 32 MB on, whenever they have grown by
 * a fifth. So a morning's sign-ins are hardly interrupted, and the process stays more than 100 MB smaller through a long day.
 */
export const heapFlags = ['--max-semi-space-size=8', '--initial-old-space-size=32', '--heap-growing-percent=20']

/** Runs a file of the project on Node 24 in place of this script. */
export function runOnNode24(file, args, options) {
  return run(node24(), [...heapFlags, join(root, file), ...args], options)
}

const builds = {
  renderer: { config: 'build/vite.renderer.config.ts', output: 'dist/renderer', inputs: ['renderer', 'shared'] },
  main: { config: 'build/vite.main.config.ts', output: 'dist/main', inputs: ['electron', 'shared'] },
}

const inputsOf = ({ inputs, config }) => [
  ...inputs,
  config,
  'build/bundled-packages.ts',
  'tsconfig.json',
  'package-lock.json',
]

/** True when one half of the product is built as its sources are now. */
export function isBuilt(name) {
  return buildIsFresh(builds[name].output, inputsOf(builds[name]))
}

/** Builds one half of the product if its sources have changed since; true when it is there. */
export async function build(name) {
  const { config, output } = builds[name]
  const all = inputsOf(builds[name])
  if (isBuilt(name)) return true
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn']
  // The environment of a test would make Vite build for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  if ((await run(node24(), vite, { stdio: ['ignore', 2, 2], env })) !== 0) return false
  recordBuild(output, all)
  return true
}

/** The arguments that let Vite build again whenever a source changes. */
export function viteWatch(name) {
  return ['node_modules/vite/bin/vite.js', 'build', '--watch', '--config', builds[name].config, '--logLevel', 'warn']
}

/**
 * True when the output is complete and its inputs have the contents that it was built from. Their dates are not compared, because a checkout
 * changes them.
 */
export function buildIsFresh(output, inputs) {
  try {
    const stamp = JSON.parse(readFileSync(stampOf(output), 'utf8'))
    return stamp.inputs === fingerprint(inputs) && stamp.output === fingerprint([output])
  } catch {
    return false
  }
}

/** Notes what an output was built from. */
export function recordBuild(output, inputs) {
  mkdirSync(dirname(stampOf(output)), { recursive: true })
  writeFileSync(stampOf(output), JSON.stringify({ inputs: fingerprint(inputs), output: fingerprint([output]) }))
}

// Resolved, because on Windows a path on another drive is never relative to this one.
const stampOf = (output) => resolve(root, `${output}.stamp.json`)

function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesUnder(resolve(root, path))) {
      hash.update(`${relative(root, file)}\0`).update(createHash('sha256').update(readFileSync(file)).digest())
    }
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path]
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}
