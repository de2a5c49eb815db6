import type { AuditFault, AuditVerdict } from '../../shared/audit.ts'
import type { Database } from '../db/database.ts'
import { type AuditReader, checkers, openReader } from './audit-reader.ts'
import type { createAuditStore, Head } from './audit-store.ts'
import { createChainCheck } from './chain.ts'

export type VerificationDeps = {
  readonly db: Pick<Database, 'sql'>
  readonly store: Pick<ReturnType<typeof createAuditStore>, 'head' | 'hashOf'>
}
type Running = {
  readonly verdict: Promise<AuditVerdict>
  readonly total: number
  readonly readers: readonly AuditReader[]
  done: number
}
/** The end of a checked part: the last entry that is there and its hash, or what does not fit. */
type End = { readonly last: number; readonly hash: Uint8Array; readonly broken: Broken | null }
type Broken = { readonly entry: number; readonly fault: AuditFault }

/** The longest log that is checked at once without a thread; it takes well under 50 ms. */
const shortLog = 2000
const start = new Uint8Array(32)

/** Checks the chain of everything that stands in the log when it begins, in threads of its own; one check at a time. */
export function createVerification({ db, store }: VerificationDeps) {
  let running: Running | null = null

  function checkNow(head: Head): AuditVerdict {
    const chain = createChainCheck(db.sql)
    let part = { after: 0, until: head.entries, previous: start }
    for (;;) {
      const found = chain.next(part)
      if (found === null) return verdictOf(head, [{ last: part.after, hash: part.previous, broken: null }])
      if ('fault' in found) return verdictOf(head, [{ last: part.after, hash: part.previous, broken: found }])
      part = { ...found, previous: Uint8Array.from(found.previous) }
    }
  }

  function begin(head: Head): Running {
    const until = head.entries
    const middle = Math.floor(until / 2)
    const middleHash = checkers > 1 ? store.hashOf(middle) : null
    const parts =
      middleHash === null
        ? [{ after: 0, until, previous: start }]
        : [
            { after: 0, until: middle, previous: start },
            { after: middle, until, previous: middleHash },
          ]
    const readers = parts.map(() => openReader(db.sql.name))
    const report = (entries: number) => {
      if (running !== null) running.done += entries
    }
    const check = async () => {
      try {
        const ends = parts.map((part, at) => (readers[at] as AuditReader).check(part, report))
        return verdictOf(head, await Promise.all(ends))
      } finally {
        running = null
        await Promise.all(readers.map((reader) => reader.close()))
      }
    }
    return { verdict: check(), total: until, readers, done: 0 }
  }

  return {
    verify: (): AuditVerdict | Promise<AuditVerdict> => {
      const head = store.head()
      if (running === null && head.entries <= shortLog) return checkNow(head)
      running ??= begin(head)
      return running.verdict
    },
    progress: () => running && { done: running.done, total: running.total },
    /** A verification that is stopped is rejected with STOPPED. */
    stop: async (): Promise<void> => {
      await Promise.all((running?.readers ?? []).map((reader) => reader.close()))
    },
  }
}

/** The verdict over all parts: the first entry that does not fit, missing entries at the end, or another last hash than the one stored apart. */
function verdictOf(head: Head, ends: readonly End[]): AuditVerdict {
  const { entries } = head
  const broken = ends.find((end) => end.broken !== null)?.broken ?? null
  const last = ends.at(-1) as End
  const hasEnd = last.last === entries
  const isHead = Buffer.from(last.hash).equals(head.hash)
  const found =
    broken ??
    firstGap(ends, entries) ??
    (hasEnd && isHead
      ? null
      : ({ entry: hasEnd ? entries : last.last + 1, fault: hasEnd ? 'changed' : 'cutOff' } as const))
  return { entries, isIntact: found === null, brokenEntry: found?.entry ?? null, fault: found?.fault ?? null }
}

/** The first entry that is missing between a part that ended early and the next one. */
function firstGap(ends: readonly End[], entries: number): Broken | null {
  const [first, second] = ends
  if (first === undefined || second === undefined) return null
  const middle = Math.floor(entries / 2)
  return first.last < middle ? { entry: first.last + 1, fault: 'missing' } : null
}
