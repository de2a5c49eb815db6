import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { heapFlags, root } from '../setup.mjs'
import { installNatives } from './natives.mjs'
import { noticesOf } from './notices.mjs'

/** The packages with native code. All others are in the bundles already. */
export const nativePackages = ['better-sqlite3', '@napi-rs/keyring', '@node-rs/argon2']

const imported = /(?:\bfrom|\bimport)\s*\(?\s*["']\.\/([\w.-]+\.js)["']/g

/** What of dist/main some programs need: their own files, what those import, the workers and the migrations. */
function filesOf(main, programs) {
  const built = readdirSync(main)
  const found = new Set(['migrations', ...programs, ...built.filter((file) => file.endsWith('-worker.js'))])
  for (const file of found) {
    if (!file.endsWith('.js')) continue
    const names = [...readFileSync(join(main, file), 'utf8').matchAll(imported)].map(([, name]) => name)
    // Comments of packages name files that were bundled.
    for (const name of names.filter((one) => built.includes(one))) found.add(name)
  }
  return [...found]
}

/** What of dist/main the command line needs. */
export const commandLineFiles = (main) => filesOf(main, ['cli.js'])
/** What the window needs, and the browser door that it falls back to. */
const windowFiles = (main) => [...filesOf(main, ['main.js', 'browser.js']), 'licences.json']

/**
 * Lays out what one package holds: `app` becomes app.asar, with `modules` as its node_modules, and `resources` lies beside it. Nothing gets
 * in that is not named here. Answers the folder.
 */
export function stage(target, { node, folder }) {
  rmSync(folder, { recursive: true, force: true })
  const packages = installNatives(target)
  const main = join(root, 'dist', 'main')
  const app = join(folder, 'app')
  const { name, version, description, license, type, main: entry } = readPackage(root)
  write(
    join(app, 'package.json'),
    json({ name, productName: 'Keydesk', version, description, license, type, main: entry }),
  )
  copy(join(root, 'LICENSE'), join(app, 'LICENSE'))
  cpSync(join(root, 'dist', 'renderer'), join(app, 'dist', 'renderer'), { recursive: true })
  for (const file of windowFiles(main)) cpSync(join(main, file), join(app, 'dist', 'main', file), { recursive: true })
  rmSync(join(app, 'dist', 'renderer', '.vite', 'packages.json'))
  stageModules(target, packages, join(app, 'modules'))

  const resources = join(folder, 'resources')
  // Node reads no archives, so that the command line has its programs beside it, where they find the native packages too.
  const programs = join(resources, 'app.asar.unpacked', 'dist', 'main')
  for (const file of commandLineFiles(main)) {
    cpSync(join(main, file), join(programs, file), { recursive: true })
  }
  write(join(resources, 'app.asar.unpacked', 'package.json'), json({ name, version, type }))
  const nodeFile = target.os === 'win32' ? 'node.exe' : 'node'
  copy(node ?? nodeOf(target, packages), join(resources, 'node', nodeFile))
  chmodSync(join(resources, 'node', nodeFile), 0o755)
  writeStarters(target, join(resources, 'bin'))
  write(join(resources, 'notices.txt'), noticesOf(packages, target))
  return folder
}

/** Of each native package what runs on the target, with its licence. */
function stageModules({ os, arch, natives }, packages, modules) {
  const sqlite = ['package.json', 'LICENSE', 'lib', `prebuilds/${os}-${arch}.node`]
  for (const part of sqlite) copy(join(packages, 'better-sqlite3', part), join(modules, 'better-sqlite3', part))
  for (const [name, file, start] of [
    ['@napi-rs/keyring', 'keyring', 'keytar.js'],
    ['@node-rs/argon2', 'argon2', null],
  ]) {
    for (const part of ['package.json', 'LICENSE', 'index.js', ...(start ? [start] : [])]) {
      copy(join(packages, name, part), join(modules, name, part))
    }
    const binary = `${name}-${natives}`
    for (const part of ['package.json', `${file}.${natives}.node`]) {
      copy(join(packages, binary, part), join(modules, binary, part))
    }
  }
}

/** The pinned Node for the target: from the lock file, else the one that packs, if it is the pinned one and runs on that system. */
function nodeOf({ os, arch }, packages) {
  const folder = join(packages, `node-${os === 'win32' ? 'win' : os}-${arch}`)
  const locked = join(folder, 'bin', os === 'win32' ? 'node.exe' : 'node')
  if (existsSync(locked)) return locked
  const pinned = readPackage(root).devDependencies.node
  if (process.platform === os && process.arch === arch && process.versions.node === pinned) return process.execPath
  throw new Error(`The lock file has no Node for ${os} ${arch}: pack on such a machine, with Node ${pinned}.`)
}

/** What stands behind the word `keydesk` on the PATH. */
function writeStarters({ os }, folder) {
  // With NODE_DEBUG, Node writes what it sends to the screen, passwords included; NODE_OPTIONS could load code of others.
  if (os === 'win32') {
    const lines = [
      '@echo off',
      'setlocal',
      'set "NODE_DEBUG="',
      'set "NODE_OPTIONS="',
      `"%~dp0..\\node\\node.exe" ${heapFlags.join(' ')} "%~dp0..\\app.asar.unpacked\\dist\\main\\cli.js" %*`,
    ]
    return write(join(folder, 'keydesk.cmd'), `${lines.join('\r\n')}\r\n`)
  }
  const lines = [
    '#!/bin/sh',
    '# Runs the command line on the Node that came with Keydesk; links to this file work as well.',
    'here=$0',
    'while [ -L "$here" ]; do',
    '  link=$(readlink "$here")',
    '  case $link in /*) here=$link ;; *) here=$(dirname "$here")/$link ;; esac',
    'done',
    'resources=$(cd "$(dirname "$here")/.." && pwd -P) || exit 2',
    'unset NODE_DEBUG NODE_OPTIONS',
    `exec "$resources/node/node" ${heapFlags.join(' ')} "$resources/app.asar.unpacked/dist/main/cli.js" "$@"`,
  ]
  write(join(folder, 'keydesk'), `${lines.join('\n')}\n`)
  chmodSync(join(folder, 'keydesk'), 0o755)
}

const readPackage = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const json = (value) => `${JSON.stringify(value, null, 2)}\n`

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true })
}
