import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ended, startFile, testEnvironment, tryProgram } from '../../support/build-script.ts'
import {
  archiveHash,
  extractArchive,
  filesBelow,
  filesInArchive,
  fuseNames,
  fusesOf,
  integrityInExe,
  machineOf,
  type Packed,
  packFor,
  sbomOf,
  sizesOf,
  targetNamed,
} from '../../support/packed.ts'

// One folder with letters and a space that a path may have, as of a person's home.
const work = mkdtempSync(join(tmpdir(), 'keydesk pakke ø '))
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** In the place of a program that signs: it notes the file that it is given. Only packages for Windows are signed by it. */
const signer = join(work, 'sign.sh')
const signed = join(work, 'signed')
writeFileSync(signer, `#!/bin/sh\nprintf '%s\\n' "$2" >> "$1"\n`, { mode: 0o755 })
const signing = process.platform === 'win32' ? {} : { KEYDESK_SIGN_WINDOWS: JSON.stringify([signer, signed]) }

const packs = new Map<string, Promise<Packed>>()

function packOnce(name: string): Promise<Packed> {
  const begun = packs.get(name) ?? packFor(name, join(work, name), signing)
  packs.set(name, begun)
  return begun
}

/** Names of built files end with a hash of their contents, and there are many migrations. */
const plain = (path: string) =>
  path.replace(/-[\w-]{8}\.(js|svg|css)(?=$| )/, '-#.$1').replace(/migrations\/\d{4}-.*\.sql$/, 'migrations/#.sql')
const listOf = (paths: readonly string[]) => [...new Set(paths.map(plain))].toSorted()

const sqliteFiles = [
  'LICENSE',
  'package.json',
  ...['binding', 'database', 'index', 'sqlite-error', 'util'].map((name) => `lib/${name}.js`),
  ...[
    'aggregate',
    'backup',
    'explain',
    'function',
    'inspect',
    'pragma',
    'serialize',
    'table',
    'transaction',
    'wrappers',
  ].map((name) => `lib/methods/${name}.js`),
  ...['darwin', 'linux', 'linuxmusl', 'win32'].flatMap((os) => [`lib/${os}-arm64.js`, `lib/${os}-x64.js`]),
]

function moduleFiles(name: string): readonly string[] {
  const { os, arch, natives } = targetNamed(name)
  return [
    ...sqliteFiles.map((file) => `better-sqlite3/${file}`),
    `better-sqlite3/prebuilds/${os}-${arch}.node`,
    ...['LICENSE', 'index.js', 'keytar.js', 'package.json'].map((file) => `@napi-rs/keyring/${file}`),
    ...['package.json', `keyring.${natives}.node`].map((file) => `@napi-rs/keyring-${natives}/${file}`),
    ...['LICENSE', 'index.js', 'package.json'].map((file) => `@node-rs/argon2/${file}`),
    ...['package.json', `argon2.${natives}.node`].map((file) => `@node-rs/argon2-${natives}/${file}`),
  ].map((file) => `node_modules/${file}`)
}

/** What Vite built, as it lies in a folder of dist. */
const built = (folder: 'main' | 'renderer') =>
  filesBelow(fileURLToPath(new URL(`../../../dist/${folder}`, import.meta.url)))
    .map(({ path }) => `dist/${folder}/${path}`)
    .filter((path) => !path.endsWith('packages.json'))
const ofWindow =
  /^dist\/main\/(?:(?:main|browser|browser-door-#|portal-server-#|renewed-services-#)\.js|licences\.json)$/
const ofCommandLine = /^dist\/main\/(?:cli|program-#)\.js$/
const mainFiles = () => listOf(built('main'))
const inArchive = () => [
  ...listOf(['LICENSE', 'package.json', ...built('renderer')]),
  ...mainFiles().filter((path) => !ofCommandLine.test(path)),
]

function checkPackage(name: string): void {
  const { os, arch } = targetNamed(name)
  let packed: Packed
  let archive: string
  beforeAll(async () => {
    packed = await packOnce(name)
    archive = join(packed.resources, 'app.asar')
  })

  it('holds the program, the screens and three native packages, and nothing else', () => {
    const modules = moduleFiles(name)
    expect(listOf(filesInArchive(archive))).toEqual([...inArchive(), ...modules.map((file) => `${file} *`)].toSorted())
    const node = os === 'win32' ? 'node/node.exe' : 'node/node'
    const starter = os === 'win32' ? 'bin/keydesk.cmd' : 'bin/keydesk'
    const commandLine = mainFiles().filter((path) => !ofWindow.test(path))
    const unpacked = ['package.json', ...commandLine, ...modules].map((file) => `app.asar.unpacked/${file}`)
    const expected = ['app.asar', 'notices.txt', node, starter, ...unpacked]
    const electrons = /^(LICENSE|icon\.icns|electron\.icns|\w+\.lproj\/)/
    const found = filesBelow(packed.resources).map(({ path }) => path)
    expect(listOf(found.filter((path) => !electrons.test(path)))).toEqual(expected.toSorted())
  })

  it('keeps of Electron’s languages the ones that Keydesk speaks', () => {
    const found = filesBelow(packed.app).flatMap(
      ({ path }) => /(?:locales\/|\/)([\w-]+)(?:\.lproj\/locale)?\.pak$/.exec(path)?.[1] ?? [],
    )
    expect([...new Set(found)].toSorted()).toEqual(['da', os === 'darwin' ? 'en' : 'en-US', 'nb', 'sv'])
  })

  it('has native code for its system and processor only', () => {
    const unpacked = join(packed.resources, 'app.asar.unpacked')
    const natives = filesBelow(unpacked).filter(({ path }) => path.endsWith('.node'))
    expect(natives.map(({ path }) => machineOf(join(unpacked, path)))).toEqual(Array(3).fill(`${os} ${arch}`))
    // This machine's Node stands in for macOS', which is not to be had here.
    if (os !== 'darwin') {
      expect(machineOf(join(packed.resources, 'node', os === 'win32' ? 'node.exe' : 'node'))).toBe(`${os} ${arch}`)
    }
  })

  it('can’t be made to run other code: the fuses are blown', async () => {
    const program = os === 'darwin' ? packed.app : packed.program
    const fuses = await fusesOf(program)
    const on = Object.entries(fuseNames()).flatMap(([fuse, at]) => (fuses[at] === '1'.charCodeAt(0) ? [fuse] : []))
    expect(on.toSorted()).toEqual(['EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar', 'WasmTrapHandlers'])
  })

  it('knows the hash of its own archive', () => {
    const hash = archiveHash(archive)
    if (os === 'win32') {
      expect(integrityInExe(packed.program)).toEqual([{ file: 'resources\\app.asar', alg: 'SHA256', value: hash }])
    }
    if (os === 'darwin') {
      const list = readFileSync(join(packed.app, 'Contents', 'Info.plist'), 'utf8')
      expect(list).toMatch(/<key>ElectronAsarIntegrity<\/key>\s*<dict>\s*<key>Resources\/app\.asar<\/key>/)
      expect(list).toContain(`<string>${hash}</string>`)
      expect(list).toMatch(/<key>LSMinimumSystemVersion<\/key>\s*<string>13\.0<\/string>/)
    }
  })

  it('brings the licences of everything in it, and lists the same in its bill of materials', () => {
    const notices = readFileSync(join(packed.resources, 'notices.txt'), 'utf8')
    const named = [...notices.matchAll(/^(@?[\w./-]+ \d[\w.-]*) \(/gm)].map(([, what = '']) => what)
    const components = sbomOf(targetNamed(name)).components.map((one) => one['bom-ref'].replace(/@(?=[^@]*$)/, ' '))
    // Electron's own licences lie beside the program.
    expect(components.filter((one) => !one.startsWith('electron ')).toSorted()).toEqual(named.toSorted())
    expect(named.filter((one) => /^(react|zod|better-sqlite3|node|tslib) /.test(one))).toHaveLength(5)
    expect(named.filter((one) => /^(vite|vitest|typescript|@playwright|electron-builder)/.test(one))).toEqual([])
    expect(notices.match(/brings no text/g)).toBeNull()
  })

  it('stays small: 15 MB without Electron and Node, 8 MB compressed', () => {
    const { app, commandLine: line, compressed } = sizesOf(packed)
    process.stdout.write(
      `${name}: ${app.toFixed(1)} MB, command line ${line.toFixed(1)} MB more, compressed together ${compressed.toFixed(1)} MB\n`,
    )
    expect(app).toBeLessThanOrEqual(15)
    expect(line).toBeLessThanOrEqual(6)
    expect(compressed).toBeLessThanOrEqual(8)
  })
}

describe('the package for linux-x64', () => checkPackage('linux-x64'))
describe.each(['win32-x64', 'darwin-arm64'])('the package for %s', { tags: 'long' }, checkPackage)

it.runIf(process.platform !== 'win32')(
  'signs both programs of the package for Windows, and nothing twice',
  { tags: 'long' },
  async () => {
    const { program, resources } = await packOnce('win32-x64')
    const files = readFileSync(signed, 'utf8').trim().split('\n')
    expect(files.toSorted()).toEqual([program, join(resources, 'node', 'node.exe')].toSorted())
  },
)

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the packed program', () => {
  let packed: Packed
  let extracted: string
  beforeAll(async () => {
    packed = await packOnce('linux-x64')
    extracted = join(work, 'extracted')
    extractArchive(join(packed.resources, 'app.asar'), extracted)
  })

  it('starts and answers the sign-in page', async () => {
    const data = join(work, 'data')
    const args = ['--no-open', '--data-dir', data]
    const child = startFile(join(extracted, 'dist', 'main', 'browser.js'), args)
    const end = ended(child, null)
    try {
      const origin = await new Promise<string>((resolve, reject) => {
        child.stdout?.on('data', (text: string) => {
          const found = /(http:\/\/127\.0\.0\.1:\d+)/.exec(text)
          if (found?.[1]) resolve(found[1])
        })
        end.then(({ err }) => reject(new Error(err)), reject)
      })
      const page = await (await fetch(`${origin}/`)).text()
      expect(page).toContain('<div id="root">')
      const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? ''
      const answer = await fetch(new URL(script, `${origin}/`))
      expect(answer.status).toBe(200)
    } finally {
      child.kill('SIGTERM')
    }
    expect((await end).status).toBe(0)
  })

  const starter = () => join(packed.resources, 'bin', 'keydesk')
  const clean = () => ({ ...testEnvironment(), NODE_OPTIONS: '', XDG_CACHE_HOME: join(work, 'cache'), HOME: work })

  it('has a command line of its own, which links lead to', () => {
    mkdirSync(join(work, 'links'))
    symlinkSync(starter(), join(work, 'links', 'first'))
    symlinkSync('first', join(work, 'links', 'keydesk'))
    const help = tryProgram(join(work, 'links', 'keydesk'), ['--help', '--language', 'da'], { env: clean() })
    expect(help.stderr).toBe('')
    expect(help.stdout).toContain('Brug: keydesk')
    expect(help.status).toBe(0)
  })

  it('passes on arguments and the exit status, and takes no orders from the environment', () => {
    const env = { ...clean(), NODE_OPTIONS: '--no-such-option', NODE_DEBUG: 'fs,http' }
    const run = tryProgram(starter(), ['users', 'list', '--search', 'Åse "Ø" $HOME'], {
      env: { ...env, KEYDESK_DATA_DIR: join(work, 'none') },
    })
    expect(run.status).toBe(2)
    expect(run.stderr).toBe('Keydesk is not set up yet. Create the organisation first.\n')
  })

  it('sets up an organisation', async () => {
    const programs = join(packed.resources, 'app.asar.unpacked', 'dist', 'main')
    const data = join(work, 'organisation')
    const who = ['--organisation', 'Nordwind', '--username', 'owner@nordwind.test', '--display-name', 'Olga Owner']
    const args = ['init', ...who, '--password-stdin', '--json', '--data-dir', data]
    // As on a machine where nobody has said where Node keeps what it compiles.
    const env = { ...testEnvironment(), NODE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: join(work, 'cache') }
    const run = await ended(startFile(join(programs, 'cli.js'), args, env), 'Blue-Harbour-42-lamp\n')
    expect(run.err).toBe('')
    expect(run.status).toBe(0)
    expect(JSON.parse(run.out)).toMatchObject({ recoveryKey: expect.any(String) })
  })

  it('writes nothing into its own folder: what is compiled goes to the cache', () => {
    expect(
      filesBelow(join(packed.resources, 'app.asar.unpacked', 'dist')).filter(({ path }) => path.startsWith('compiled')),
    ).toEqual([])
    expect(filesBelow(join(work, 'cache', 'Keydesk', 'compiled')).length).toBeGreaterThan(0)
  })
})
