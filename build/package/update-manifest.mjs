import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesOf } from './sums.mjs'

/** The file that Keydesk reads when an admin looks for a newer version; `manifestName` in shared/updates.ts. */
const name = 'keydesk-update.json'

/** What people install, by its ending. */
const installed = /\.(?:exe|msi|dmg|zip|tar\.gz)$/

/**
 * Writes which version lies in a folder, and the files that people install, each with its size and SHA-256; answers the path. Whoever puts the
 * folder somewhere can point Keydesk at it.
 */
export function writeUpdateManifest(
  folder,
  version = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version,
) {
  const files = filesOf(folder).filter((file) => installed.test(file.name))
  if (files.length === 0) throw new Error(`There is nothing to install in ${folder}.`)
  const path = join(folder, name)
  writeFileSync(path, `${JSON.stringify({ name: 'Keydesk', version, files }, null, 2)}\n`)
  return path
}

if (import.meta.main) process.stdout.write(`${writeUpdateManifest(process.argv[2] ?? '.')}\n`)
