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
  const language = spokenLanguage()
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

/** The language that people read: theirs, else the default one. */
export function spokenLanguage(): Language {
  return systemLanguage() ?? defaultLanguage
}

/** The words of that language. Names of commands and options, and everything that scripts read, are English. */
export function words(): ReturnType<typeof createWords> {
  return createWords(spokenLanguage())
}

/** The locale of dates and numbers for people. */
const formatLocale = () => localeIn(spokenLanguage(), systemRegion())

const formats = new Map<string, readonly [day: Intl.DateTimeFormat, time: Intl.DateTimeFormat]>()

/** The formats of a locale, kept because making them is slow and a table asks for many. */
function momentFormats(locale: string): readonly [day: Intl.DateTimeFormat, time: Intl.DateTimeFormat] {
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const time = { hour: '2-digit', minute: '2-digit' } as const
  const made = formats.get(locale) ?? [Intl.DateTimeFormat(locale, day), Intl.DateTimeFormat(locale, time)]
  formats.set(locale, made)
  return made
}

/** A moment for people: local date and time to the minute in the form of their region, of one width for all; empty for none. */
export function localTime(instant: number | null): string {
  if (instant === null) return ''
  const [day, time] = momentFormats(formatLocale())
  return `${day.format(instant)} ${time.format(instant)}`
}

/** A number for people, in the form of their region. */
export function localNumber(value: number): string {
  return new Intl.NumberFormat(formatLocale()).format(value)
}
