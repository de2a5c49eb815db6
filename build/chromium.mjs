import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { isMain } from './setup.mjs'

/** What to install where no browser is found. */
export const browserNeeded =
  'No browser for the end-to-end tests: install Chrome, Edge or Chromium, or run `npx playwright install chromium`, or name one in KEYDESK_CHROMIUM.'

/**
 * The path of a Chromium-like browser: the named one, a headless shell, Playwright's own, or an installed one; null where there is none. A
 * headless shell is preferred: without windows the same pages need little more than half of the processor time.
 */
export function findChromium(environment = process.env, platform = process.platform) {
  const named = environment.KEYDESK_CHROMIUM
  if (named) return existsSync(named) ? named : null
  const places = [playwrightsOwn(), ...usualPlaces(environment, platform)]
  return findHeadlessShell(environment, platform) ?? places.find((path) => path && existsSync(path)) ?? null
}

/** The path of a Chromium without windows: Debian's package, or the one that Playwright puts beside its browser; null where there is none. */
export function findHeadlessShell(environment = process.env, platform = process.platform, own = playwrightsOwn()) {
  const packaged = platform === 'linux' ? onPath(['chromium-headless-shell'], environment) : []
  return [...packaged, ...headlessShellsBeside(own ?? '')].find((path) => existsSync(path)) ?? null
}

/** Playwright keeps `chromium-1234/…/chrome` and `chromium_headless_shell-1234/…/chrome-headless-shell` (or `headless_shell`) in one folder. */
function headlessShellsBeside(own) {
  const [, folder, revision] = /^(.*[\\/])chromium-(\d+)[\\/]/.exec(own) ?? []
  if (folder === undefined) return []
  const shell = join(folder, `chromium_headless_shell-${revision}`)
  const names = ['chrome-headless-shell', 'chrome-headless-shell.exe', 'headless_shell', 'headless_shell.exe']
  const systems = existsSync(shell) ? readdirSync(shell) : []
  return systems.flatMap((system) => names.map((name) => join(shell, system, name)))
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  } catch {
    return null
  }
}

function usualPlaces(environment, platform) {
  if (platform === 'win32') {
    const folders = [environment.ProgramFiles, environment['ProgramFiles(x86)'], environment.LOCALAPPDATA]
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
    return folders.filter(Boolean).flatMap((folder) => programs.map((program) => `${folder}\\${program}`))
  }
  if (platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    const folders = ['/Applications', join(homedir(), 'Applications')]
    return folders.flatMap((folder) => names.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`))
  }
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable']
  return onPath(names, environment)
}

function onPath(names, environment) {
  const folders = (environment.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** Installs Debian packages that are missing, where this is Debian and we are root; elsewhere it leaves the machine alone. */
export function installOnDebian(packages) {
  if (!isDebian() || process.getuid?.() !== 0) return
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  process.stderr.write(`Installing ${missing.join(', ')} for the tests …\n`)
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options)
}

function isInstalled(name) {
  return /^Status: install ok installed$/m.test(spawnSync('dpkg', ['-s', name]).stdout?.toString() ?? '')
}

/** Ubuntu calls itself Debian-like, but its chromium package is only a pointer to a snap. */
function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

if (isMain(import.meta.url)) {
  process.stdout.write(findChromium() ?? '')
}
