import { describe, expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

const { reasonFrom } = await loadScript<{ readonly reasonFrom: (words: string) => string }>('electron-runtime.mjs')

describe("why Electron's runtime could not be had", () => {
  it('is the line that says what happened, without the stack', () => {
    const words = 'TypeError: fetch failed\n    at node:internal/deps/undici\n    at process'
    expect(reasonFrom(words)).toBe('its download failed: fetch failed')
  })

  it('is said even if the installer says nothing', () => {
    expect(reasonFrom('')).toBe('its download failed')
  })
})
