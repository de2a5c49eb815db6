/**
 * The columns of the table, in its order. `lost` counts acknowledged work that is gone and `half` counts work done in part: both must be 0 in
 * every line.
 */
const columns = ['kills', 'faults', 'acknowledged', 'noticed', 'lost', 'half']

/** What the long tests counted, as one table with a line for each kind of work and the sum; clean if nothing was lost and nothing is half. */
export function longTable(rows) {
  const kinds = [...new Set(rows.map((row) => row.work))]
  const sumOf = (some) => columns.map((column) => some.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  const lines = kinds.map((work) => [work, ...sumOf(rows.filter((row) => row.work === work))])
  const total = sumOf(rows)
  const table = [['work', ...columns], ...lines, ['all', ...total]].map((cells) => cells.map(String))
  const widths = table[0].map((_, at) => Math.max(...table.map((cells) => cells[at].length)))
  const text = table
    .map((cells) =>
      cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  '),
    )
    .join('\n')
  const notes = rows.flatMap((row) => (row.note ? [`${row.work}: ${row.note}`] : []))
  const isClean = total[columns.indexOf('lost')] === 0 && total[columns.indexOf('half')] === 0
  return { text: [text, ...notes, ''].join('\n'), isClean }
}
