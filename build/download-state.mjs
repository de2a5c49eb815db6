import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Electron's package, which has no runtime when npm has installed it. */
export const electron = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules', 'electron')

/** A download that has noted nothing for so many milliseconds has ended. */
const heartbeat = 10_000

/** Where a download notes how far it is and keeps what it has got so far; in node_modules, so that nothing lies around elsewhere. */
export function downloadFolder(folder = electron) {
  return join(folder, '..', '.cache', 'keydesk-electron')
}

/** What a download that is going on, or has failed, noted last; null if there is none. */
export function readDownload(folder = electron) {
  try {
    const noted = JSON.parse(readFileSync(join(downloadFolder(folder), 'state.json'), 'utf8'))
    return noted.fault !== undefined || Date.now() - noted.at < heartbeat ? noted : null
  } catch {
    return null
  }
}

export const isGoingOn = (noted) => noted !== null && noted.fault === undefined

/** Ends a download that is going on, because its program lies among the packages that are about to be replaced. */
export function stopDownload(folder = electron) {
  const noted = readDownload(folder)
  if (!isGoingOn(noted)) return
  try {
    process.kill(noted.pid)
  } catch {
    // It has just ended by itself.
  }
}
