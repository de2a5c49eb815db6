import { spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import { join, win32 } from 'node:path'

type Run = (program: string, args: readonly string[]) => { readonly status: number | null; readonly stdout: string }

/** The system's own programs, by their full path and without a shell. */
const run: Run = (program, args) => {
  const path = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', program)
  const { status, stdout } = spawnSync(path, args, { encoding: 'utf8', windowsHide: true, timeout: 10_000 })
  return { status, stdout: stdout ?? '' }
}

/** The well-known names of Windows (learn.microsoft.com, "Well-known SIDs"), the same in every language. */
const system = '*S-1-5-18'
const administrators = '*S-1-5-32-544'

/** True for a folder within the person's profile, to which Windows gives nobody else but administrators any rights. */
export function isInProfile(folder: string, profile = homedir()): boolean {
  const way = win32.relative(profile, folder)
  return way === '' || (!way.startsWith('..') && !win32.isAbsolute(way))
}

/**
 * Leaves the rights to a folder on Windows to its person, to administrators and to the system, whatever the folder above it gives to others.
 * False where that can't be done, as on a disk without rights.
 */
export function closeOnWindows(folder: string, start: Run = run): boolean {
  const who = start('whoami.exe', ['/user', '/fo', 'csv', '/nh'])
  const person = /\bS-1-(?:\d+-)+\d+\b/.exec(who.stdout)?.[0]
  if (who.status !== 0 || person === undefined) return false
  const grants = [`*${person}`, system, administrators].map((name) => `${name}:(OI)(CI)F`)
  return start('icacls.exe', [folder, '/inheritance:r', '/grant:r', ...grants, '/q']).status === 0
}
