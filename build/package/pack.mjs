import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build as buildHalf, fail, isInstalled, root } from '../setup.mjs'
import { packConfig } from './config.mjs'
import { npm } from './natives.mjs'
import { sbomOf } from './sbom.mjs'
import { stage } from './stage.mjs'
import { fileName, targetOf, targets, unpackedPaths } from './targets.mjs'
import { buildInstaller } from './windows-installer.mjs'

export const here = join(root, 'build', 'package')

/** Installs what packs, once, from its own lock file. */
export function installPackers() {
  if (!isInstalled(here)) npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], here)
}

/**
 * Packs what is built for one target. `isWhole` makes the files that people get, else only the folder that would be in them. `electron` is a
 * folder with an Electron, where it is not to be downloaded; `node` the program for the command line, where the lock file has none.
 */
export async function pack({ name, output, isWhole = false, electron, node, environment = process.env }) {
  const target = targetOf(name)
  mkdirSync(output, { recursive: true })
  const staged = stage(target, { node, folder: join(output, `staged-${name}`) })
  const { Arch, build, Platform } = await import('electron-builder')
  const platform = { win32: Platform.WINDOWS, darwin: Platform.MAC, linux: Platform.LINUX }[target.os]
  const kinds = isWhole && target.os === 'darwin' ? undefined : 'dir'
  const config = packConfig(target, { staged, output, electron, environment })
  const files = await build({
    targets: platform.createTarget(kinds, Arch[target.arch]),
    config,
    projectDir: join(staged, 'app'),
  })
  const paths = unpackedPaths(target, output)
  return {
    ...paths,
    staged,
    files: isWhole ? [...files, ...filesBeside(target, { output, app: paths.app, environment })] : files,
  }
}

/** What electron-builder does not make: the installer for Windows, the archive for Linux, and the list of what is inside. */
function filesBeside(target, { output, app, environment }) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const bom = join(output, fileName(target, version, 'sbom.json'))
  writeFileSync(bom, `${JSON.stringify(sbomOf(target), null, 2)}\n`)
  if (target.os === 'darwin') return [bom]
  const file = join(output, fileName(target, version, target.os === 'win32' ? 'exe' : 'tar.gz'))
  if (target.os === 'win32') buildInstaller({ app, version, arch: target.arch, output: file, environment })
  else archive(app, file, `Keydesk-${version}`)
  return [file, bom]
}

/** A folder as a .tar.gz that unpacks into one folder of the given name, owned by whoever unpacks it. */
function archive(folder, file, name) {
  const args = [
    '--create',
    '--gzip',
    '--file',
    file,
    '--owner=0',
    '--group=0',
    `--transform=s,^\\.,${name},`,
    '--directory',
    folder,
    '.',
  ]
  const run = spawnSync('tar', args, { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`${file} could not be written: ${run.stderr || run.error?.message}`)
}

async function main() {
  const { values } = parseArgs({
    options: { target: { type: 'string' }, output: { type: 'string', default: 'release' }, dir: { type: 'boolean' } },
  })
  const name = values.target ?? `${process.platform}-${process.arch}`
  if (!targets.some((target) => target.name === name)) {
    fail(`Keydesk is packed for ${targets.map((target) => target.name).join(', ')}, not for ${name}.`, 2)
  }
  for (const half of ['renderer', 'main'])
    if (!(await buildHalf(half))) fail('Keydesk could not be built; Vite says why above.')
  installPackers()
  const packed = await pack({ name, output: resolve(root, values.output), isWhole: !values.dir })
  for (const file of packed.files) process.stdout.write(`${file}\n`)
  if (!existsSync(packed.app)) fail(`Nothing was packed at ${packed.app}.`)
}

if (import.meta.main) await main()
