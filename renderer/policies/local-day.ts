/** A local day as a date field holds it, YYYY-MM-DD; empty for none. */
export function dayOf(ms: number | null): string {
  if (ms === null) return ''
  const date = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Midnight at the start of a local day in milliseconds UTC; null while the date is not complete or before 1970. */
export function startOf(day: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  if (year === undefined) return null
  const start = new Date(0)
  start.setFullYear(Number(year), Number(month) - 1, Number(date))
  start.setHours(0, 0, 0, 0)
  return start.getTime() < 0 ? null : start.getTime()
}
