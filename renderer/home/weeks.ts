/** One week of the screen's time: its first and last day as a date field has them, and its first millisecond. */
export type Week = { readonly from: string; readonly until: string; readonly start: number }

const twoDigits = (number: number) => String(number).padStart(2, '0')
const dayText = (date: Date) => `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`

/** The last `count` weeks from Monday to Sunday, this one last. Days are counted by the calendar, because daylight saving makes some shorter. */
export function lastWeeks(now: number, count: number): readonly Week[] {
  const today = new Date(now)
  const monday = today.getDate() - ((today.getDay() + 6) % 7)
  const dayOf = (week: number, day: number) =>
    new Date(today.getFullYear(), today.getMonth(), monday + (week - count + 1) * 7 + day)
  return Array.from({ length: count }, (_, week) => {
    const first = dayOf(week, 0)
    return { from: dayText(first), until: dayText(dayOf(week, 6)), start: Math.max(0, first.getTime()) }
  })
}
