import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup.mjs'

/**
 * A folder with the packages that Keydesk needs when it runs on another system, and that system's Node where the lock file has it: installed
 * from the project's own lock file, so that each is the locked one with its integrity. Kept between runs until the lock file changes.
 */
export function installNatives({ name, os, arch }) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const key = createHash('sha256').update(lock).digest('hex').slice(0, 16)
  const kept = join(root, 'node_modules', '.cache', 'keydesk-natives', `${name}-${key}`)
  const packages = join(kept, 'node_modules')
  if (existsSync(packages)) return packages
  const making = `${kept}-${process.pid}`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(root, file), join(making, file))
  const system = [`--os=${os}`, `--cpu=${arch}`, ...(os === 'linux' ? ['--libc=glibc'] : [])]
  npm(['ci', '--omit=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', ...system], making)
  try {
    renameSync(making, kept)
  } catch (error) {
    // Another run was faster.
    if (!existsSync(packages)) throw error
    rmSync(making, { recursive: true, force: true })
  }
  return packages
}

/** Runs npm; throws with its complaints where it fails. */
export function npm(args, cwd) {
  const isWindows = process.platform === 'win32'
  const run = spawnSync('npm', [...args, '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    shell: isWindows,
    maxBuffer: 64 * 2 ** 20,
  })
  if (run.status !== 0) throw new Error(`npm ${args[0]} failed: ${run.stderr || run.error?.message}`)
  return run.stdout
}
