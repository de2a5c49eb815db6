import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build as buildHalf, fail, isInstalled, root } from '../setup.mjs'
import { packConfig } from './config.mjs'
import { npm } from './natives.mjs'
import { stage } from './stage.mjs'
import { targetOf, targets, unpackedPaths } from './targets.mjs'

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
  const kinds = isWhole && target.os !== 'win32' ? undefined : 'dir'
  const config = packConfig(target, { staged, output, electron, environment })
  const files = await build({ targets: platform.createTarget(kinds, Arch[target.arch]), config, projectDir: join(staged, 'app') })
  return { ...unpackedPaths(target, output), staged, files }
}

async function main() {
  const { values } = parseArgs({
    options: { target: { type: 'string' }, output: { type: 'string', default: 'release' }, dir: { type: 'boolean' } },
  })
  const name = values.target ?? `${process.platform}-${process.arch}`
  if (!targets.some((target) => target.name === name)) {
    fail(`Keydesk is packed for ${targets.map((target) => target.name).join(', ')}, not for ${name}.`, 2)
  }
  for (const half of ['renderer', 'main']) if (!(await buildHalf(half))) fail('Keydesk could not be built; Vite says why above.')
  installPackers()
  const packed = await pack({ name, output: resolve(root, values.output), isWhole: !values.dir })
  for (const file of packed.files) process.stdout.write(`${file}\n`)
  if (!existsSync(packed.app)) fail(`Nothing was packed at ${packed.app}.`)
}

if (import.meta.main) await main()
