/** One line of the report. Without a limit it is there for comparison only; `holds` is null then, and where nothing could be measured. */
export type BenchRow = {
  readonly what: string
  readonly at: string
  readonly limit: number | null
  readonly unit: string
  readonly value: number | null
  readonly min?: number
  readonly median?: number
  readonly max?: number
  /** The same work without the product, in the same run and unit. */
  readonly bare?: number
  readonly ratio?: number
  readonly holds: boolean | null
  /** What else was seen, for people. */
  readonly note: string
}
type Facts = Omit<BenchRow, 'holds' | 'note' | 'limit'> & {
  readonly limit?: number
  readonly note?: string
  /** The limit is the least that is good, not the most. */
  readonly isAtLeast?: boolean
}

/** A line of the report, judged by its limit. */
export function benchRow({ isAtLeast = false, note = '', limit, ...facts }: Facts): BenchRow {
  const { value } = facts
  const isJudged = limit !== undefined && value !== null
  const holds = isJudged ? (isAtLeast ? value >= limit : value <= limit) : null
  return { ...facts, limit: limit ?? null, holds, note }
}

/** The value below which `share` of all lie (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Least, middle and greatest of what was measured, as a line of the report has them. */
export function spread(values: readonly number[]) {
  return { min: Math.min(...values), median: median(values), max: percentile(values, 1) }
}

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const number = (value: number | null | undefined) =>
  value === null || value === undefined ? '' : value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)

/** The report as text, a line a row. */
export function asText(rows: readonly BenchRow[]): string {
  const verdict = ({ holds }: BenchRow) => (holds === null ? '' : holds ? 'holds' : 'MISSED')
  const heading = ['what', 'at', 'limit', 'value', 'unit', 'verdict', 'min', 'median', 'max', 'bare', 'ratio', 'seen']
  const cells = rows.map((row) => [
    ...[row.what, row.at, number(row.limit), number(row.value), row.unit, verdict(row)],
    ...[number(row.min), number(row.median), number(row.max), number(row.bare), number(row.ratio), row.note],
  ])
  const all = [heading, ...cells]
  const widths = heading.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
