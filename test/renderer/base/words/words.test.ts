import { afterEach, expect, it, vi } from 'vitest'
import { localeOf, setSystemRegion } from '../../../../renderer/base/words/words.ts'

afterEach(() => {
  setSystemRegion(null)
  vi.unstubAllGlobals()
})

it('dates and numbers have the form of the system’s region, whatever the language of the screen', () => {
  vi.stubGlobal('navigator', { languages: ['en-US', 'da-DK'] })
  setSystemRegion('DK')
  expect([localeOf('en'), localeOf('sv')]).toEqual(['en-DK', 'sv-DK'])
})

it('where no region is known they have the one that the browser names for the language, or the language’s own', () => {
  vi.stubGlobal('navigator', { languages: ['en-US', 'sv-FI'] })
  expect([localeOf('en'), localeOf('sv'), localeOf('da')]).toEqual(['en-US', 'sv-FI', 'da-DK'])
})
