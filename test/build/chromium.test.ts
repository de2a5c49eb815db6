import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

type Chromium = {
  readonly findChromium: (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform) => string | null
  readonly findHeadlessShell: (
    environment: NodeJS.ProcessEnv,
    platform: NodeJS.Platform,
    own: string | null,
  ) => string | null
}

const { findChromium, findHeadlessShell } = await loadScript<Chromium>('chromium.mjs')
const folder = mkdtempSync(join(tmpdir(), 'keydesk-chromium-'))
const browser = join(folder, 'chromium')
writeFileSync(browser, '')
afterAll(() => rmSync(folder, { recursive: true }))

describe('the browser of the end-to-end tests', () => {
  it('is the one that is named', () => {
    expect(findChromium({ KEYDESK_CHROMIUM: browser, PATH: '' }, 'linux')).toBe(browser)
  })

  it('is not replaced by another when the named one is missing', () => {
    expect(findChromium({ KEYDESK_CHROMIUM: join(folder, 'nothing'), PATH: folder }, 'linux')).toBeNull()
  })

  it.runIf(process.platform === 'linux')('is found on the path', () => {
    // Playwright's own browser, where it is installed, comes first.
    expect(findChromium({ PATH: folder }, 'linux')).toMatch(/chrom/)
  })
})

describe('a headless shell, which needs less of the processor', () => {
  const installed = join(folder, 'installed')
  mkdirSync(installed)
  writeFileSync(join(installed, 'chromium-headless-shell'), '')

  it.runIf(process.platform === 'linux')('comes before every other browser, but not before the named one', () => {
    const path = [folder, installed].join(delimiter)
    expect(findChromium({ PATH: path }, 'linux')).toBe(join(installed, 'chromium-headless-shell'))
    expect(findChromium({ KEYDESK_CHROMIUM: browser, PATH: path }, 'linux')).toBe(browser)
  })

  it("is Playwright's own of the same version where the machine has none", () => {
    const playwrights = join(folder, 'ms-playwright')
    const own = join(playwrights, 'chromium-1255', 'chrome-linux64', 'chrome')
    expect(findHeadlessShell({ PATH: '' }, 'linux', own)).toBeNull()
    const shells = ['1254', '1255'].map((revision) =>
      join(playwrights, `chromium_headless_shell-${revision}`, 'linux64'),
    )
    for (const shell of shells) {
      mkdirSync(shell, { recursive: true })
      writeFileSync(join(shell, 'chrome-headless-shell'), '')
    }
    expect(findHeadlessShell({ PATH: '' }, 'linux', own)).toBe(join(shells[1] ?? '', 'chrome-headless-shell'))
  })

  it('is none where nobody installed one', () => {
    expect(findHeadlessShell({ PATH: folder }, 'linux', null)).toBeNull()
  })
})
