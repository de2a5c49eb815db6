import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Licence, licence } from '../../shared/about.ts'

const list = z.array(licence).max(2000)

/** What the screens and the main program in a folder are built from, as the build wrote it down; empty where Keydesk was never built. */
export function readLicences(folder: URL): readonly Licence[] {
  const all = ['renderer/licences.json', 'main/licences.json'].flatMap((name) => {
    try {
      return list.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
    } catch {
      return []
    }
  })
  const byName = new Map(all.map((one) => [`${one.name} ${one.version}`, one]))
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}
