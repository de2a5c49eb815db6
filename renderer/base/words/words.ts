import type { TFunction } from 'i18next'
import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../shared/languages.ts'
import { localeIn } from '../../../shared/rules/region.ts'
import { saveLanguage } from '../preferences.ts'

export type Words = {
  readonly t: TFunction
  readonly language: Language
  readonly setLanguage: (language: Language) => void
  /** Date without time, from milliseconds UTC, in local time. */
  readonly formatDate: (ms: number) => string
  readonly formatDateTime: (ms: number) => string
  readonly formatNumber: (n: number) => string
  /** "45 seconds", "3 minutes", "2 hours": rounded up, so that nobody comes back too early. */
  readonly formatDuration: (seconds: number) => string
  /** "today", "in 3 days": counted in local calendar days from now. */
  readonly formatRelativeDays: (ms: number) => string
}

let systemRegion: string | null = null
const regionListeners = new Set<() => void>()

/** Shows dates and numbers in the form of the system's region from now on, which only the door knows; null where the system names none. */
export function setSystemRegion(region: string | null): void {
  if (region === systemRegion) return
  systemRegion = region
  for (const changed of regionListeners) changed()
}

function listenToRegion(changed: () => void): () => void {
  regionListeners.add(changed)
  return () => regionListeners.delete(changed)
}

/**
 * The locale for dates and numbers in the chosen language: the form of the system's region, so that English on a Danish machine has Danish times, or
 * where the door knows none, the region that the browser names for that language.
 */
export function localeOf(language: Language): string {
  if (systemRegion !== null) return localeIn(language, systemRegion)
  return navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? localeIn(language, null)
}

function startOfDay(ms: number): number {
  const date = new Date(ms)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}

/** Uses the largest suitable unit: minutes from two minutes on, hours from two hours on. */
function durationIn(locale: string): (seconds: number) => string {
  const format = (unit: 'second' | 'minute' | 'hour', value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(value))
  return (seconds) => {
    if (seconds < 120 && seconds !== 60) return format('second', seconds)
    return seconds < 7200 && seconds !== 3600 ? format('minute', seconds / 60) : format('hour', seconds / 3600)
  }
}

/** Kept for each locale and time zone, because making formats is slow and every component asks for them. */
const made = new Map<string, ReturnType<typeof makeFormatters>>()

function formatters(locale: string) {
  const key = `${locale} ${new Date().getTimezoneOffset()}`
  const known = made.get(key) ?? makeFormatters(locale)
  made.set(key, known)
  return known
}

function makeFormatters(locale: string) {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const number = new Intl.NumberFormat(locale)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return {
    formatDate: (ms: number) => date.format(ms),
    formatDateTime: (ms: number) => dateTime.format(ms),
    formatNumber: (n: number) => number.format(n),
    formatDuration: durationIn(locale),
    formatRelativeDays: (ms: number) =>
      relative.format(Math.round((startOfDay(ms) - startOfDay(Date.now())) / 86_400_000), 'day'),
  }
}

/** The words and formats of the language that the reader chose; every text on the screen comes from here. */
export function useWords(): Words {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const locale = useSyncExternalStore(listenToRegion, () => localeOf(language))
  return useMemo(
    () => ({
      t,
      language,
      setLanguage: (chosen: Language) => {
        saveLanguage(chosen)
        void i18n.changeLanguage(chosen)
      },
      ...formatters(locale),
    }),
    [t, i18n, language, locale],
  )
}
