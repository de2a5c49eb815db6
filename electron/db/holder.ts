import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const mostBytes = 200

/** What a process writes about itself beside the lock: its door, its process number and its start. */
export function holderLine(door: string): string {
  return `${door}, process ${process.pid}, ${beginningOf(process.pid)}`
}

/**
 * The process that holds the folder, as `browser, process 7`; empty unless that very process still lives, because systems use process numbers
 * again.
 */
export function livingHolder(file: string): string {
  const [, who = '', pid = '', beginning = ''] = /^(\w+, process (\d+))(?:, (.*))?$/.exec(readStart(file)) ?? []
  return who !== '' && isAlive(Number(pid)) && beginningOf(Number(pid)) === beginning ? who : ''
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The start of a process, which tells it from another with the same number. Windows answers only slowly, so that the number alone decides there. */
function beginningOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      // The name in brackets may hold anything; the start in clock ticks since boot is the 20th field after it (proc(5)).
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
    }
    if (process.platform === 'darwin') {
      const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
      return execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { env, encoding: 'utf8' }).trim()
    }
  } catch {}
  return ''
}

function readStart(file: string): string {
  try {
    const bytes = Buffer.alloc(mostBytes)
    const handle = openSync(file, 'r')
    try {
      return bytes.toString('utf8', 0, readSync(handle, bytes, 0, mostBytes, 0))
    } finally {
      closeSync(handle)
    }
  } catch {
    return ''
  }
}
