import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sumsFile = 'SHA256SUMS'

/** The files of a folder by their names, each with its size in bytes and its SHA-256. */
export function filesOf(folder) {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
  return names.toSorted().map((name) => {
    const bytes = readFileSync(join(folder, name))
    return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
}

/** Writes the SHA-256 of each file in a folder as `sha256sum --check` reads it; answers the text. */
export function writeSums(folder) {
  const others = filesOf(folder).filter(({ name }) => name !== sumsFile)
  const text = others.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
  writeFileSync(join(folder, sumsFile), text)
  return text
}

if (import.meta.main) process.stdout.write(writeSums(process.argv[2] ?? '.'))
