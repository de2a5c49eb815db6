/** Midnight of a local day written YYYY-MM-DD, `days` later, as milliseconds UTC; null while the date is not complete. */
function midnight(day: string, days: number): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (parts === null) return null
  const date = new Date(0)
  date.setFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + days)
  date.setHours(0, 0, 0, 0)
  return date.getTime()
}

/** The first millisecond of a local day, never before 1970; null while somebody is still typing it. */
export function startOfDay(day: string): number | null {
  const start = midnight(day, 0)
  return start === null ? null : Math.max(0, start)
}

/** The last millisecond of a local day, also on the days that daylight saving makes shorter or longer. */
export function endOfDay(day: string): number | null {
  const next = midnight(day, 1)
  return next === null ? null : Math.max(0, next - 1)
}
