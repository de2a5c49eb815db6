import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')

/**
 * A plugin for every build that writes into one folder: notes from which packages the bundles are made, and writes `licences.json` beside
 * them, with the kind of each licence as the package itself names it. `beside` names packages that are not bundled but come with the program.
 */
export function createLicences(beside = []) {
  const packages = new Map(beside.map((name) => note(join(project, 'node_modules', name))))
  return (folder) => ({
    name: 'keydesk-licences',
    generateBundle: (_options, bundle) => {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? Object.keys(part.modules) : []))
      for (const path of modules.flatMap((id) => packageOf(id) ?? [])) {
        if (!packages.has(path)) packages.set(...note(path))
      }
    },
    // Written by each build anew, because the builds of one folder run side by side.
    writeBundle: () => {
      mkdirSync(folder, { recursive: true })
      const list = [...packages.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
      writeFileSync(join(folder, 'licences.json'), `${JSON.stringify(list, null, 2)}\n`)
    },
  })
}

/** The folder of the innermost package that a module lies in; null for Keydesk's own. */
export function packageOf(id) {
  const found = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)
  return found === null ? null : found[1]
}

function note(path) {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  if (typeof license !== 'string') throw new Error(`${name} does not name its licence.`)
  return [path, { name, version, licence: license }]
}
