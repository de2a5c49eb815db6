import { expect, it } from 'vitest'
import { loadScript } from '../support/build-script.ts'

type LongTable = {
  readonly longTable: (rows: readonly object[]) => { readonly text: string; readonly isClean: boolean }
}
const { longTable } = await loadScript<LongTable>('long-table.mjs')

it('adds up what was counted for each kind of work, and is clean only if nothing was lost and nothing is half', () => {
  const rows = [
    { work: 'import', kills: 2, acknowledged: 5 },
    { work: 'import', kills: 1, acknowledged: 1 },
    { work: 'reset', faults: 3, noticed: 3, note: 'slow' },
  ]
  const { text, isClean } = longTable(rows)
  expect(isClean).toBe(true)
  expect(text.split('\n')).toEqual([
    'work    kills  faults  acknowledged  noticed  lost  half',
    'import      3       0             6        0     0     0',
    'reset       0       3             0        3     0     0',
    'all         3       3             6        3     0     0',
    'reset: slow',
    '',
  ])
  expect(longTable([...rows, { work: 'reset', lost: 1 }]).isClean).toBe(false)
  expect(longTable([...rows, { work: 'reset', half: 1 }]).isClean).toBe(false)
})
