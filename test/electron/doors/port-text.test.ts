import { expect, it } from 'vitest'
import { portTextOf } from '../../../electron/doors/port-text.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import { languages } from '../../../shared/languages.ts'

const listening = (code: string) => Object.assign(new Error(code), { code, syscall: 'listen' })

it('a port that is taken, kept by Windows, or below 1024 is told apart, in every language', () => {
  const keys = [
    portTextOf(listening('EADDRINUSE')),
    portTextOf(listening('EACCES'), 'win32'),
    portTextOf(listening('EACCES'), 'darwin'),
  ] as const
  for (const language of languages) {
    const { t } = createWords(language)
    const [taken, reserved, forbidden] = keys.map((key) => t(key ?? 'common.save'))
    expect(new Set([taken, reserved, forbidden]).size).toBe(3)
    expect(reserved).toMatch(/Hyper-V.*netsh interface ipv4 show excludedportrange protocol=tcp/)
    expect(forbidden).toContain('1024')
  }
})

it('a folder without rights is not taken for a port', () => {
  expect(portTextOf(Object.assign(new Error('x'), { code: 'EACCES', syscall: 'mkdir' }))).toBe(null)
  expect(portTextOf(null)).toBe(null)
})
