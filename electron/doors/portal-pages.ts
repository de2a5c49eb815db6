import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createStaticFiles } from './static-files.ts'

const entry = 'portal.html'
const chunk = z.object({
  file: z.string(),
  imports: z.array(z.string()).optional(),
  dynamicImports: z.array(z.string()).optional(),
  css: z.array(z.string()).optional(),
  assets: z.array(z.string()).optional(),
})
const manifest = z.record(z.string(), chunk)

/** The files that the portal's page loads, from the manifest of the build, so that the admin's screens are never served on the network. */
function reachable(folder: string): ReadonlySet<string> {
  const chunks = manifest.parse(JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')))
  const found = new Set([`/${entry}`])
  const seen = new Set<string>()
  const follow = (name: string): void => {
    const one = chunks[name]
    if (one === undefined || seen.has(name)) return
    seen.add(name)
    for (const file of [one.file, ...(one.css ?? []), ...(one.assets ?? [])]) found.add(`/${file}`)
    for (const next of [...(one.imports ?? []), ...(one.dynamicImports ?? [])]) follow(next)
  }
  follow(entry)
  return found
}

/** The pages of the portal, each under the address that people type, and what they load. */
export function createPortalPages(folder: string): (path: string) => Response | null {
  const allowed = reachable(folder)
  const files = createStaticFiles(folder, (path) => allowed.has(path))
  const pages: Readonly<Record<string, string>> = { '/': `/${entry}`, '/trust': `/${entry}`, '/link': `/${entry}` }
  return (path) => (path === `/${entry}` ? null : files(pages[path] ?? path))
}
