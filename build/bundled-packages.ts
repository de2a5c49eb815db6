import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** The file in a built folder that names the packages whose code is in it. */
export const packagesFile = 'packages.json'

const inPackage = /node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/g

/**
 * The folder of the package that a module comes from, as the lock file names it, with the packages around it where packages are nested; null
 * for code of Keydesk's own.
 */
export function packageOf(moduleId: string): string | null {
  const folders = moduleId.match(inPackage) ?? []
  return folders.length === 0 ? null : folders.join('/').replaceAll('\\', '/')
}

/**
 * Notes from which packages a build really takes code, so that their licences go with the product and those of the others don't. Builds of
 * workers share the set of the one that starts them.
 */
export function notePackages(found: Set<string>): Plugin {
  return {
    name: 'keydesk-packages',
    generateBundle: (_options, bundle) => {
      for (const part of Object.values(bundle)) {
        const ids = part.type === 'chunk' ? usedModules(part.modules) : part.originalFileNames
        for (const name of ids.map(packageOf)) if (name !== null) found.add(name)
      }
    },
  }
}

const usedModules = (modules: Readonly<Record<string, { readonly renderedLength: number }>>) =>
  Object.keys(modules).filter((id) => (modules[id]?.renderedLength ?? 0) > 0)

/** Writes the names beside what was built from them. */
export function writePackages(folder: string, found: ReadonlySet<string>): void {
  writeFileSync(join(folder, packagesFile), `${JSON.stringify([...found].toSorted(), null, 2)}\n`)
}

const project = join(import.meta.dirname, '..')

/** Writes the list that Settings > About shows: each package with its version and the kind of its licence, as the package names it. */
export function writeLicences(folder: string, packages: readonly string[]): void {
  const list = [...new Set(packages)].map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(project, path, 'package.json'), 'utf8'))
    if (typeof license !== 'string') throw new Error(`${name} does not name its licence.`)
    return { name, version, licence: license }
  })
  const sorted = list.toSorted((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
  writeFileSync(join(folder, 'licences.json'), `${JSON.stringify(sorted, null, 2)}\n`)
}
