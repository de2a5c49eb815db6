import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

type Chromium = { readonly findChromium: (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform) => string | null }

const { findChromium } = await loadScript<Chromium>('chromium.mjs')
const folder = mkdtempSync(join(tmpdir(), 'keydesk-chromium-'))
const browser = join(folder, 'chromium')
writeFileSync(browser, '')
afterAll(() => rmSync(folder, { recursive: true }))

describe('the browser of the end-to-end tests', () => {
  it('is the one that is named', () => {
    expect(findChromium({ KEYDESK_CHROMIUM: browser, PATH: '' }, 'linux')).toBe(browser)
  })

  it('is none, and no other, when the named one is missing', () => {
    expect(findChromium({ KEYDESK_CHROMIUM: join(folder, 'nothing'), PATH: folder }, 'linux')).toBeNull()
  })

  it.runIf(process.platform === 'linux')('is found on the path', () => {
    // Playwright's own browser, where it is installed, comes first.
    expect(findChromium({ PATH: folder }, 'linux')).toMatch(/chrom/)
  })
})
