import type { AuditFilter } from '../../shared/audit.ts'
import type { AuditAction } from '../../shared/audit-action.ts'
import type { Sql } from '../db/database.ts'

/** How many entries about people are counted and paged through; beyond that the page only says that there are more. */
export const maximumCounted = 10_000
/** Entries in one block, as the store's migration has it. */
const blockLength = 1024

/** The entries of one page, newest first; `total` of all that the filter shows. */
export type Found = { readonly ids: readonly number[]; readonly total: number; readonly isMore: boolean }

type Block = { readonly block: number; readonly earliest: number; readonly latest: number }
/** What a filter asks for, as numbers: an action, and the names of which an entry must mention one; null for any. */
type Wanted = { readonly action: number | null; readonly names: Uint8Array | null }

/**
 * Finds entries by action, time and part of a name without reading them: facts of 1,024 entries each lie together as columns of numbers, so that the
 * slowest filter over a million entries reads some 18 MB in order, and most far less.
 */
export function createAuditBlocks(sql: Sql) {
  // A damaged block is ignored, and its entries are read one by one.
  const blocks = sql.prepare<[], Block>(
    `SELECT block, earliest, latest FROM audit_blocks
     WHERE length(actions) = ${2 * blockLength} AND length(times) = ${8 * blockLength}
       AND length(actors) = ${4 * blockLength} AND length(targets) = ${4 * blockLength} ORDER BY block DESC`,
  )
  const column = (name: 'actions' | 'actors' | 'targets' | 'times') =>
    sql.prepare<[number], Buffer>(`SELECT ${name} FROM audit_blocks WHERE block = ?`).pluck()
  const [actions, actors, targets, times] = [column('actions'), column('actors'), column('targets'), column('times')]
  const actionId = sql.prepare<[string], number>('SELECT id FROM audit_actions WHERE action = ?').pluck()
  const named = sql.prepare<[string], number>('SELECT id FROM audit_names WHERE instr(folded, ?) > 0').pluck()
  const lastName = sql.prepare<[], number>('SELECT coalesce(max(id), 0) FROM audit_names').pluck()
  const unblocked = sql
    .prepare<Record<string, unknown>, number>(
      `SELECT id FROM audit WHERE id > :after AND id <= :until AND (:action IS NULL OR action = :action)
         AND (:from IS NULL OR at >= :from) AND (:latest IS NULL OR at <= :latest)
         AND (:part = '' OR instr(lower(actor), :part) > 0 OR instr(lower(target), :part) > 0)
       ORDER BY id DESC`,
    )
    .pluck()
  const timesOf = sql
    .prepare<Record<string, unknown>, number>(
      'SELECT at FROM audit WHERE id > :after AND id <= :until AND action = :action AND at >= :from',
    )
    .pluck()
  const making = () => ({
    actions: sql.prepare(
      'INSERT OR IGNORE INTO audit_actions (action) SELECT action FROM audit WHERE id > ? AND id <= ?',
    ),
    names: sql.prepare(
      `INSERT OR IGNORE INTO audit_names (name, folded) SELECT name, lower(name) FROM (
         SELECT actor AS name FROM audit WHERE id > :after AND id <= :until
         UNION SELECT target FROM audit WHERE id > :after AND id <= :until) WHERE name <> ''`,
    ),
    block: sql.prepare(
      `INSERT OR REPLACE INTO audit_blocks
       SELECT
         (a.id - 1) / ${blockLength}, min(a.at), max(a.at),
         unhex(group_concat(format('%04X', k.id), '' ORDER BY a.id)),
         unhex(group_concat(format('%08X', coalesce(n.id, 0)), '' ORDER BY a.id)),
         unhex(group_concat(format('%08X', coalesce(m.id, 0)), '' ORDER BY a.id)),
         unhex(group_concat(format('%016X', a.at), '' ORDER BY a.id))
       FROM audit AS a
       JOIN audit_actions AS k ON k.action = a.action
       LEFT JOIN audit_names AS n ON n.name = a.actor
       LEFT JOIN audit_names AS m ON m.name = a.target
       WHERE a.id > :after AND a.id <= :until
       GROUP BY 1
       HAVING count(*) = ${blockLength}`,
    ),
  })
  let maker: ReturnType<typeof making> | null = null

  /** Makes a block once its last entry is appended; inside the transaction that appends the entry. */
  function completeBlock(id: number): void {
    if (id % blockLength !== 0) return
    maker ??= making()
    const range = { after: id - blockLength, until: id }
    maker.actions.run(range.after, range.until)
    maker.names.run(range)
    maker.block.run(range)
  }

  /** A filter as numbers; null where no block can hold an entry that it shows. */
  function encodeFilter({ action, person }: AuditFilter): Wanted | null {
    const known = action === null ? null : (actionId.get(action) ?? null)
    if (action !== null && known === null) return null
    const part = partOf(person)
    if (part === '') return { action: known, names: null }
    const found = named.all(part)
    if (found.length === 0) return null
    const names = new Uint8Array((lastName.get() as number) + 1)
    for (const id of found) names[id] = 1
    return { action: known, names }
  }

  /** Writes the places of a block's entries that a filter shows into `places`, newest first; answers how many there are. */
  function findInBlock(
    { block, earliest, latest }: Block,
    { action, names }: Wanted,
    { from, until }: AuditFilter,
  ): number {
    if ((from !== null && latest < from) || (until !== null && earliest > until)) return 0
    const isTimed = (from !== null && earliest < from) || (until !== null && latest > until)
    const action16 = action === null ? null : viewOf(actions.get(block))
    const actor32 = names === null ? null : viewOf(actors.get(block))
    const target32 = names === null ? null : viewOf(targets.get(block))
    const time64 = isTimed ? viewOf(times.get(block)) : null
    let count = 0
    for (let at = blockLength - 1; at >= 0; at -= 1) {
      if (action16 !== null && action16.getUint16(at * 2) !== action) continue
      if (names !== null && !names[actor32?.getUint32(at * 4) ?? 0] && !names[target32?.getUint32(at * 4) ?? 0])
        continue
      if (time64 !== null && !isWithin(Number(time64.getBigInt64(at * 8)), from, until)) continue
      places[count] = at
      count += 1
    }
    return count
  }

  /** A page of what a filter shows of the entries up to the last one. */
  function find(filter: AuditFilter, last: number, offset: number, limit: number): Found {
    const most = partOf(filter.person) === '' ? Number.POSITIVE_INFINITY : maximumCounted
    const end = Math.min(offset + limit, most)
    const ids: number[] = []
    let total = 0
    const take = (id: number): void => {
      if (total >= offset && total < end) ids.push(id)
      total += 1
    }
    const takeRows = (after: number, until: number): void => {
      if (after >= until) return
      const { action, from, until: latest } = filter
      const given = { after, until, action, from, latest, part: partOf(filter.person) }
      for (const id of unblocked.iterate(given)) {
        take(id)
        if (total > most) break
      }
    }
    const wanted = encodeFilter(filter)
    let until = last
    for (const block of blocks.all()) {
      const first = block.block * blockLength
      if (first + blockLength > until) continue
      takeRows(first + blockLength, until)
      until = first
      const count = wanted === null ? 0 : findInBlock(block, wanted, filter)
      for (let at = 0; at < count; at += 1) take(first + (places[at] as number) + 1)
      if (total > most) break
    }
    if (total <= most) takeRows(0, until)
    return { ids, total: Math.min(total, most), isMore: total > most }
  }

  /**
   * How many entries of an action up to the last one each span of time holds; a span ends where the next one begins. Reads only the blocks of that time,
   * so that the length of the log does not matter.
   */
  function countSpans(action: AuditAction, starts: readonly number[], last: number): number[] {
    const counts = starts.map(() => 0)
    const from = starts[0] ?? 0
    const spanOf = (at: number) => starts.findLastIndex((start) => at >= start)
    const add = (span: number, count: number): void => {
      if (span >= 0) counts[span] = (counts[span] as number) + count
    }
    const take = (at: number): void => add(spanOf(at), 1)
    const filter: AuditFilter = { person: '', action, from, until: null }
    const takeRows = (after: number, until: number): void => {
      if (after < until) for (const at of timesOf.iterate({ after, until, action, from })) take(at)
    }
    const wanted = encodeFilter(filter)
    let until = last
    for (const block of blocks.all()) {
      const first = block.block * blockLength
      if (first + blockLength > until) continue
      takeRows(first + blockLength, until)
      until = first
      const count = wanted === null ? 0 : findInBlock(block, wanted, filter)
      if (count === 0) continue
      const span = spanOf(block.earliest)
      if (span === spanOf(block.latest)) {
        add(span, count)
        continue
      }
      const time64 = viewOf(times.get(block.block))
      for (let at = 0; at < count; at += 1) take(Number(time64.getBigInt64((places[at] as number) * 8)))
    }
    takeRows(0, until)
    return counts
  }

  return { completeBlock, find, countSpans }
}

/** The places that `findInBlock` has found; one buffer is enough, because one block is searched at a time. */
const places = new Uint16Array(blockLength)

const partOf = (person: string) => person.trim().toLowerCase()

const isWithin = (at: number, from: number | null, until: number | null) =>
  (from === null || at >= from) && (until === null || at <= until)

function viewOf(bytes: Buffer | undefined): DataView {
  return bytes === undefined
    ? new DataView(new ArrayBuffer(0))
    : new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
