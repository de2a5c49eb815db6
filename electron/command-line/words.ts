import { createWords, languageFrom } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { defaultLanguage } from '../../shared/languages.ts'
import { type FileWords, separatorIn } from '../../shared/rules/files/csv-line.ts'
import { localeIn, regionOf } from '../../shared/rules/region.ts'

/** The system's locale; null where the system names none. */
function systemLocale(): string | null {
  const named = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG
  if (process.platform === 'linux' && (!named || /^(C|POSIX)(\.|$)/.test(named))) return null
  return Intl.DateTimeFormat().resolvedOptions().locale
}

let chosen: Language | null = null

/** Speaks this language from now on and writes files in it, whatever the system's is; null for the system's. */
export function chooseLanguage(language: Language | null): void {
  chosen = language
}

/** How files are written: headings in the person's language, and the separator that Excel expects in their region. */
export function fileWords(): FileWords {
  const language = systemLanguage() ?? defaultLanguage
  const region = systemRegion()
  return { language, separator: region === null ? undefined : separatorIn(localeIn(language, region)) }
}

/** The person's own language; null where nobody chose one and the system names none. */
export function systemLanguage(): Language | null {
  if (chosen !== null) return chosen
  const locale = systemLocale()
  return locale === null ? null : languageFrom([locale])
}

/** The region in whose form the system shows dates and numbers; null where the system names none. */
export function systemRegion(): string | null {
  const locale = systemLocale()
  return locale === null ? null : regionOf(locale)
}

/** The words of errors and warnings in that language. The help and everything that scripts read are English. */
export function words(): ReturnType<typeof createWords> {
  return createWords(systemLanguage() ?? defaultLanguage)
}
