import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../setup.mjs'

const isLicence = /^(licen[cs]e|copying|notice|copyrightnotice|third_party_licenses)([.-].*)?$/i

/** Packages that bring no text: their makers' text for the same licence is in another of their packages. */
const textIsIn = [
  [/^@fluentui\/react-icons$/, '@fluentui/react-button'],
  [/^@node-rs\/argon2-/, '@node-rs/argon2'],
]
const rule = '='.repeat(80)

/** The packages whose code is in the product as built, by their folders in the lock file, as the builds noted them. */
export function bundledPackages() {
  const lists = ['dist/main/packages.json', 'dist/renderer/.vite/packages.json']
  return [...new Set(lists.flatMap((list) => JSON.parse(readFileSync(join(root, list), 'utf8'))))].toSorted()
}

/** The native packages of one target, with the one that holds its binary. */
export function nativePackagesOf({ natives }) {
  return ['better-sqlite3', ...['@napi-rs/keyring', '@node-rs/argon2'].flatMap((name) => [name, `${name}-${natives}`])]
}

/** A package's name, version, licence and the texts that must go with it. */
export function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => isLicence.test(file) && existsSync(join(folder, file)))
  const texts = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  const [, other] = texts.length > 0 ? [] : (textIsIn.find(([pattern]) => pattern.test(name)) ?? [])
  if (other) return { name, version, licence: license, texts: licenceOf(folder.slice(0, -name.length) + other).texts }
  return { name, version, licence: license ?? '', texts }
}

/**
 * The text that goes with one package: every package whose code is in it, with its licence. Packages with the same text share it. Electron's
 * own notices lie beside the program, as Electron brings them.
 */
export function noticesOf(packages, target) {
  const bundled = bundledPackages().map((folder) => licenceOf(join(root, folder)))
  const natives = nativePackagesOf(target).map((name) => licenceOf(join(packages, name)))
  const node = licenceOf(join(root, 'node_modules', 'node'))
  return noticesText([...bundled, ...natives, { ...node, texts: nodeTexts() }])
}

/** The licence of Node and of what is in it: the locked package has it, and so has the folder that Node comes in. */
function nodeTexts() {
  const packages = readdirSync(join(root, 'node_modules')).filter((name) => /^node-(linux|win|darwin)-/.test(name))
  const program = dirname(process.execPath)
  const folders = [...packages.map((name) => join(root, 'node_modules', name)), program, dirname(program)]
  const file = folders.map((folder) => join(folder, 'LICENSE')).find((path) => existsSync(path))
  return file === undefined ? [] : [readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()]
}

/** Lays the licences out for a reader, each text once with all packages that it is for. */
export function noticesText(licences) {
  const byText = new Map()
  for (const one of licences) {
    const text = one.texts.join('\n\n') || `Licence: ${one.licence}. The package brings no text.`
    byText.set(text, [...(byText.get(text) ?? []), `${one.name} ${one.version} (${one.licence})`])
  }
  const parts = [...byText].map(([text, names]) => `${rule}\n${names.join('\n')}\n\n${text}\n`)
  return `Keydesk contains the following software of others.\n\n${parts.join('\n')}`
}
