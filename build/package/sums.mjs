import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sumsFile = 'SHA256SUMS'

/** Writes the SHA-256 of each file in a folder as `sha256sum --check` reads it; answers the text. */
export function writeSums(folder) {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
  const others = names.filter((name) => name !== sumsFile).toSorted()
  const lines = others.map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}  ${name}\n`,
  )
  writeFileSync(join(folder, sumsFile), lines.join(''))
  return lines.join('')
}

if (import.meta.main) process.stdout.write(writeSums(process.argv[2] ?? '.'))
