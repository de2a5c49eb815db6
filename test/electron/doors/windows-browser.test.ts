import { describe, expect, it } from 'vitest'
import { windowsBrowser } from '../../../electron/doors/opening.ts'

/** A registry with a chosen browser, as far as it is asked for one. */
const registry = (command: string | null) => (key: string, value: string) => {
  if (value === 'ProgId') return key.endsWith('http\\UserChoice') ? 'FirefoxURL-1' : null
  return key === 'HKCR\\FirefoxURL-1\\shell\\open\\command' ? command : null
}

describe('the browser of Windows', () => {
  it.each([
    [
      '"C:\\Program Files\\Mozilla Firefox\\firefox.exe" -osint -url "%1"',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
    ['"%ProgramFiles%\\Edge\\msedge.exe" --single-argument %1', 'C:\\Program Files\\Edge\\msedge.exe'],
    ['C:\\browser.exe %1', 'C:\\browser.exe'],
    ['C:\\Program Files\\Søren\\b.exe', 'C:\\Program Files\\Søren\\b.exe'],
    ['rundll32 something', null],
    [null, null],
  ])('is the program that opens addresses: %s', (command, expected) => {
    expect(windowsBrowser(registry(command), { ProgramFiles: 'C:\\Program Files' })).toBe(expected)
  })

  it('is nobody where nothing was chosen', () => {
    expect(windowsBrowser(() => null)).toBeNull()
  })
})
