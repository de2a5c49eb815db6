import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Language, languageFacts } from '../../../shared/languages.ts'
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

/** The locale of the reader's own region for the chosen language, so that an American sees American dates and a Finn Finnish-Swedish ones. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? languageFacts[language].locale
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

/** Kept for each language and time zone, because making formats is slow and every component asks for them. */
const made = new Map<string, ReturnType<typeof makeFormatters>>()

function formatters(language: Language) {
  const locale = localeOf(language)
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
  return useMemo(
    () => ({
      t,
      language,
      setLanguage: (chosen: Language) => {
        saveLanguage(chosen)
        void i18n.changeLanguage(chosen)
      },
      ...formatters(language),
    }),
    [t, i18n, language],
  )
}
