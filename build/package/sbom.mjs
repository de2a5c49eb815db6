import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup.mjs'
import { npm } from './natives.mjs'
import { bundledPackages, nativePackagesOf } from './notices.mjs'

/**
 * What is in the package for one target, as CycloneDX: npm describes the whole lock file, of which only those packages are kept whose code is
 * in it, with Electron and Node.
 */
export function sbomOf(target) {
  const all = JSON.parse(npm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], root))
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const inside = [
    ...bundledPackages(),
    ...[...nativePackagesOf(target), 'electron', 'node'].map((name) => `node_modules/${name}`),
  ]
  return onlyWith(all, new Set(inside.map((folder) => referenceOf(folder, packages[folder]))))
}

/** npm's name for a package, from its folder and its entry in the lock file. */
function referenceOf(folder, entry) {
  if (entry === undefined) throw new Error(`The lock file has no ${folder}.`)
  return `${entry.name ?? folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${entry.version}`
}

/** The document with those components alone, and what they depend on among themselves. */
export function onlyWith(document, references) {
  const product = { ...document.metadata.component, type: 'application', name: 'Keydesk' }
  // The lock file calls most of them development packages, because they are needed only until they have been bundled.
  const components = document.components
    .filter((component) => references.has(component['bom-ref']))
    .map((component) => ({ ...component, scope: 'required', properties: [] }))
  const missing = [...references].filter((name) => !components.some((one) => one['bom-ref'] === name))
  if (missing.length > 0) throw new Error(`npm describes no ${missing.join(', ')}.`)
  const own = product['bom-ref']
  const dependencies = document.dependencies
    .filter(({ ref }) => references.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((name) => references.has(name)) }))
  return {
    ...document,
    metadata: { ...document.metadata, lifecycles: [{ phase: 'build' }], component: product },
    components,
    dependencies: [{ ref: own, dependsOn: [...references].toSorted() }, ...dependencies],
  }
}
