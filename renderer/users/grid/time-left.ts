const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

/** "in 5 hours", rounded down, so that nobody believes in more time than there is: hours below two days, minutes below two hours. */
export function timeLeft(ms: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale)
  if (ms >= 2 * day) return format.format(Math.floor(ms / day), 'day')
  return ms >= 2 * hour
    ? format.format(Math.floor(ms / hour), 'hour')
    : format.format(Math.max(0, Math.floor(ms / minute)), 'minute')
}
