import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { root } from '../setup.mjs'
import { signFile, signingCommand } from './sign.mjs'

const scripts = join(root, 'build', 'package', 'installer')

/** The path of NSIS' compiler, or null where it is not installed. */
export function findMakensis(environment = process.env) {
  const name = process.platform === 'win32' ? 'makensis.exe' : 'makensis'
  const folders = (environment.PATH ?? '').split(delimiter)
  const programs = [environment['ProgramFiles(x86)'], environment.ProgramFiles].filter(Boolean)
  const places = [...folders, ...programs.map((folder) => join(folder, 'NSIS'))].map((folder) => join(folder, name))
  return places.find((place) => existsSync(place)) ?? null
}

/** NSIS speaks the first language where it has none of the system's. */
function languageList() {
  const files = readdirSync(join(scripts, 'texts')).toSorted((a, b) => Number(b === 'en.nsh') - Number(a === 'en.nsh'))
  return files.map((file) => `!include "${join(scripts, 'texts', file)}"\n`).join('')
}

/**
 * Builds the installer from a packed folder, and signs it and its uninstaller where the environment says so. With `isQuick` it
 * is packed no smaller than it is, where a try must not take long. Throws with NSIS' words where it fails.
 */
export function buildInstaller({ app, version, arch, output, isQuick = false, environment = process.env }) {
  const program = findMakensis(environment)
  if (program === null)
    throw new Error('NSIS is needed for the Windows installer: install it so that makensis is found.')
  mkdirSync(dirname(output), { recursive: true })
  const languages = `${output}.nsh`
  writeFileSync(languages, languageList())
  const signing = signingCommand(environment)
    ? [`-DSIGN="${process.execPath}" "${join(root, 'build/package/sign.mjs')}"`]
    : []
  const facts = {
    VERSION: version,
    VERSION_FOUR: `${version.replace(/[^\d.].*$/, '')}.0`,
    APP: join(app, '*'),
    ARCH: arch,
    ICON: join(root, 'build', 'package', 'icons', 'icon.ico'),
    LANGUAGES: languages,
    OUTPUT: output,
  }
  const defines = Object.entries(facts).map(([name, value]) => `-D${name}=${value}`)
  const quick = isQuick ? ['-DQUICK'] : []
  const args = ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', ...defines, ...quick, ...signing, join(scripts, 'installer.nsi')]
  const run = spawnSync(program, args, { encoding: 'utf8', env: environment })
  rmSync(languages, { force: true })
  if (run.status !== 0)
    throw new Error(`The installer could not be built: ${run.stdout}${run.stderr}${run.error?.message ?? ''}`)
  signFile(output, environment)
}
