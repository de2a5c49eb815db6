import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { languages } from '../../../shared/languages.ts'
import { loadScript } from '../../support/build-script.ts'
import { packFolder } from '../../support/packed.ts'

type Installer = {
  readonly findMakensis: (environment?: NodeJS.ProcessEnv) => string | null
  readonly buildInstaller: (choice: {
    readonly app: string
    readonly version: string
    readonly arch: string
    readonly output: string
    readonly isQuick: boolean
    readonly environment: NodeJS.ProcessEnv
  }) => void
}
const { findMakensis, buildInstaller } = await loadScript<Installer>('package/windows-installer.mjs')
const { signingCommand } = await loadScript<{
  readonly signingCommand: (environment: NodeJS.ProcessEnv) => readonly string[] | null
}>('package/sign.mjs')

const work = mkdtempSync(join(tmpdir(), 'keydesk-installer-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const texts = join(packFolder, 'installer', 'texts')
const textsOf = (code: string) => readFileSync(join(texts, `${code}.nsh`), 'utf8')
const keysOf = (text: string) =>
  [...text.matchAll(/^LangString (\w+) \$\{LANG_\w+\} "(.+)"$/gm)].map(([, key = '']) => key)

describe('the words of the Windows installer', () => {
  it('are there in every language of Keydesk', () => {
    expect(readdirSync(texts).toSorted()).toEqual(languages.map((code) => `${code}.nsh`).toSorted())
  })

  it.each(languages)('are whole in %s, and each is used', (code) => {
    const script = readFileSync(join(packFolder, 'installer', 'installer.nsi'), 'utf8')
    const keys = keysOf(textsOf(code))
    expect(keys).toEqual(keysOf(textsOf('en')))
    expect(keys.filter((key) => !script.includes(`$(${key})`))).toEqual([])
    expect(
      [...script.matchAll(/\$\((\w+)\)/g)].map(([, key]) => key).filter((key = '') => !keys.includes(key)),
    ).toEqual([])
  })

  it.each(languages)('say in %s that the data stays, and where', (code) => {
    expect(textsOf(code)).toMatch(/LangString dataStays .*\$LOCALAPPDATA\\Keydesk/)
  })
})

describe('signing for Windows', () => {
  it('is left out where nobody asks for it', () => {
    expect(signingCommand({})).toBeNull()
  })

  it('takes a program with its arguments, and no shell', () => {
    expect(signingCommand({ KEYDESK_SIGN_WINDOWS: '["signtool","sign","/sha1","AB"]' })).toEqual([
      'signtool',
      'sign',
      '/sha1',
      'AB',
    ])
    for (const wrong of ['[]', '"signtool sign"', '[1]', '{}', '[""]']) {
      expect(() => signingCommand({ KEYDESK_SIGN_WINDOWS: wrong })).toThrow('KEYDESK_SIGN_WINDOWS is a JSON list')
    }
  })
})

describe.runIf(findMakensis() !== null)('the Windows installer', () => {
  const app = join(work, 'app')
  mkdirSync(join(app, 'resources', 'bin'), { recursive: true })
  writeFileSync(join(app, 'Keydesk.exe'), 'the program')
  writeFileSync(join(app, 'resources', 'bin', 'keydesk.cmd'), '@echo off')

  const build = (name: string, environment: NodeJS.ProcessEnv = process.env, arch = 'x64') => {
    const output = join(work, name)
    buildInstaller({ app, version: '1.2.3', arch, output, isQuick: true, environment })
    return readFileSync(output)
  }

  it('is built without a warning, for both processors, says its version, and asks for no administrator', () => {
    for (const arch of ['x64', 'arm64']) {
      const bytes = build(`${arch}.exe`, process.env, arch)
      expect(bytes.toString('latin1', 0, 2)).toBe('MZ')
      expect(bytes.includes(Buffer.from('1.2.3', 'utf16le'))).toBe(true)
      expect(bytes.toString('latin1')).toContain('requestedExecutionLevel level="asInvoker"')
    }
  })

  it.runIf(process.platform !== 'win32')('is signed, and so is its uninstaller', () => {
    const log = join(work, 'signed')
    // In the place of a program that signs: it notes the file that it is given.
    const sign = join(work, 'sign.sh')
    writeFileSync(sign, `#!/bin/sh\nprintf '%s\\n' "$2" >> "$1"\n`, { mode: 0o755 })
    build('signed.exe', { ...process.env, KEYDESK_SIGN_WINDOWS: JSON.stringify([sign, log]) })
    const signed = readFileSync(log, 'utf8').trim().split('\n')
    expect(signed).toHaveLength(2)
    expect(signed[1]).toBe(join(work, 'signed.exe'))
  })

  it.runIf(process.platform !== 'win32')('is not built where signing fails', () => {
    const environment = { ...process.env, KEYDESK_SIGN_WINDOWS: '["false"]' }
    expect(() => build('unsigned.exe', environment)).toThrow()
  })
})
