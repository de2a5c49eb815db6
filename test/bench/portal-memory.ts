import { type BenchRow, benchRow } from './bench-row.ts'
import type { PeopleOf } from './imported-people.ts'
import { madeUpUser } from './made-up-users.ts'
import { type Grown, type RunningPortal, startPortal } from './running-portal.ts'

const attempts = 10_000
/** Attempts at once, and how long after the last ones by the portal's clock, so that no limit ends it. */
const batch = 25
const pause = 30_000
const shown = 1000
/** From here on memory must not grow; before, caches and compiled code still do. */
const settled = 2000
/** People who could reset their password; each is tried less often than it takes to be blocked. */
const capable = [101, 800] as const

/** Ten thousand wrong attempts at the wizard, and what they leave in memory and in the store. */
export async function portalMemoryRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(10_000)
  const portal = await startPortal(dataDir, false)
  try {
    const [from, to] = capable
    const names = await portal.tell('ready', { from, to })
    const before = await portal.tell('grown')
    const seen: Grown[] = []
    for (let at = 0; at < attempts; at += batch) {
      await portal.tell('step', { ms: pause })
      await Promise.all(Array.from({ length: batch }, (_, more) => tryOnce(portal, at + more, names)))
      if ((at + batch) % shown === 0) seen.push(await portal.tell('grown'))
    }
    return rowsOf(before, seen, await portal.tell('later', { days: 3 }), await portal.tell('later', { days: 31 }))
  } finally {
    await portal.stop()
  }
}

/** Of four names one could reset a password, one exists without any, and two are nobody's. */
function nameOf(at: number, names: readonly string[]): string {
  if (at % 4 === 0) return names[(at / 4) % names.length] as string
  return at % 4 === 1 ? madeUpUser(1000 + (at % 9000)).username : `nobody${at}@nordwind.test`
}

async function tryOnce(portal: RunningPortal, at: number, names: readonly string[]): Promise<void> {
  const machine = Math.floor(at / batch) % 8
  const { recovery, leave } = portal.visitor(`127.0.${machine + 1}.${(at % batch) + 1}`)
  const { attempt } = await recovery.begin({ username: nameOf(at, names), purpose: 'reset', language: 'en' })
  await recovery.ask({ attempt, method: 'email' })
  const proof = { method: 'email', code: '0000 0000' } as const
  const refusal = await recovery.prove({ attempt, proof }).then(
    () => 'nothing',
    (error: { readonly code?: string }) => error.code ?? String(error),
  )
  leave()
  if (refusal !== 'PROOF_WRONG') throw new Error(`Attempt ${at} was answered with ${refusal}.`)
}

function rowsOf(before: Grown, seen: readonly Grown[], tidied: Grown, later: Grown): readonly BenchRow[] {
  const at = '10,000 attempts, portal'
  const [start, end] = [seen[settled / shown - 1] as Grown, seen.at(-1) as Grown]
  const each = (part: 'heap' | 'resident') => seen.map((one) => one[part].toFixed(1)).join(', ')
  const slope = (part: 'heap' | 'resident') =>
    (slopeOf(seen.slice(settled / shown - 1).map((one) => one[part])) * 1000).toFixed(0)
  const memory = (part: 'heap' | 'resident') => ({
    unit: 'MB',
    value: end[part] - start[part],
    note: `${slope(part)} kB every 1,000; ${before[part].toFixed(1)} MB before, then ${each(part)}`,
  })
  const { mail_outbox: mails, audit, ...passing } = tidied.rows
  const left = Object.values(passing).reduce((sum, rows) => sum + rows, 0)
  const kilobytes = ((end.store - before.store) * 1000) / attempts
  const list = (rows: Grown['rows']) =>
    Object.entries(rows)
      .map(([table, count]) => `${table} ${count}`)
      .join(', ')
  return [
    benchRow({ what: 'growth of the heap from 2,000 to 10,000 wrong attempts', at, limit: 2, ...memory('heap') }),
    benchRow({ what: 'the same, resident memory', at, ...memory('resident') }),
    benchRow({
      what: 'store, each attempt',
      at,
      unit: 'kB',
      value: kilobytes,
      note: `${before.store.toFixed(1)} MB before, ${end.store.toFixed(1)} after, ${later.store.toFixed(1)} a month later; rows ${list(end.rows)}`,
    }),
    benchRow({
      what: 'rows left of runs, codes and counts three days later',
      at,
      limit: 0,
      unit: '',
      value: left,
      note: `kept: ${audit} entries of the audit log for good, ${mails} lines of the outbox for 30 days, then ${later.rows.mail_outbox}`,
    }),
  ]
}

/** How much each value is more than the one before, by least squares. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const top = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0)
  return top / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
}
