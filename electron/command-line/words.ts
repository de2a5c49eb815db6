import { createWords, languageFrom } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { defaultLanguage } from '../../shared/languages.ts'

/** The person's own language; null where the system names none. */
export function systemLanguage(): Language | null {
  const named = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG
  if (process.platform === 'linux' && (!named || /^(C|POSIX)(\.|$)/.test(named))) return null
  return languageFrom([Intl.DateTimeFormat().resolvedOptions().locale])
}

/** The words of errors and warnings in that language. The help and everything that scripts read are English. */
export function words(): ReturnType<typeof createWords> {
  return createWords(systemLanguage() ?? defaultLanguage)
}
