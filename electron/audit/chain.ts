import { hash } from 'node:crypto'
import type { AuditFault } from '../../shared/audit.ts'
import type { Sql } from '../db/database.ts'

/** The columns that an entry's hash covers, in this order; the hash of the entry before comes first. */
export const hashedColumns = [
  'id',
  'at',
  'actor_id',
  'actor',
  'action',
  'target_id',
  'target',
  'result',
  'reason',
  'door',
  'detail',
] as const

/** The hash of an entry (SHA-256) from the hash of the one before, 32 bytes, and its facts in the order of `hashedColumns`. */
export function chainHash(previous: Uint8Array, facts: readonly (string | number | null)[]): Buffer {
  return hash('sha256', Buffer.concat([previous, Buffer.from(JSON.stringify(facts))]), 'buffer')
}

export type ChainFault = { readonly entry: number; readonly fault: AuditFault }
/** A part of the chain: the entries after `after` up to `until`, and the hash that stands in front of them. */
export type ChainPart = { readonly after: number; readonly until: number; readonly previous: Uint8Array }

/** How many entries are read at once: enough to read fast, few enough to stop soon. */
const block = 1000

/**
 * Checks a part of the chain and answers its first entry that does not fit, or the hash at its end. SQLite writes a block of entries as JSON
 * at once, several times faster than row by row. A block that does not fit is checked again row by row, so that the way in which SQLite
 * writes JSON never makes a good entry look changed.
 */
export function createChainCheck(sql: Sql) {
  const json = `json_array(${hashedColumns.join(', ')})`
  const blocks = sql
    .prepare<[number, number], [number, number | null, Buffer | null, Buffer | null]>(
      `SELECT count(*), max(id), CAST(group_concat(facts, char(10)) AS BLOB), CAST(group_concat(digest, '') AS BLOB)
       FROM (SELECT id, ${json} AS facts, hex(hash) AS digest FROM audit WHERE id > ? AND id <= ? ORDER BY id LIMIT ${block})`,
    )
    .raw()
  const rows = sql
    .prepare<[number, number], [...(string | number | null)[], Uint8Array]>(
      `SELECT ${hashedColumns.join(', ')}, hash FROM audit WHERE id > ? AND id <= ? ORDER BY id LIMIT ${block}`,
    )
    .raw()

  function rowByRow(after: number, until: number, previous: Uint8Array): ChainFault | Uint8Array {
    let before = previous
    let expected = after + 1
    for (const row of rows.iterate(after, until)) {
      const storedHash = row.pop() as Uint8Array
      if (row[0] !== expected) return { entry: expected, fault: 'missing' }
      const made = chainHash(before, row as (string | number | null)[])
      if (!made.equals(storedHash)) return { entry: expected, fault: 'changed' }
      before = made
      expected += 1
    }
    return before
  }

  return {
    /** One block; null when nothing is left. */
    next: ({ after, until, previous }: ChainPart): ChainPart | ChainFault | null => {
      const [count, last, facts, digests] = blocks.get(after, until) as [number, number | null, Buffer, Buffer]
      if (count === 0 || last === null) return null
      const end = last - after === count ? fastEnd(previous, facts, digests) : null
      const found = end ?? rowByRow(after, until, previous)
      return found instanceof Uint8Array ? { after: last, until, previous: found } : found
    },
  }
}

/** The hash at the end of a block whose entries all fit; null for one that must be looked at row by row. */
function fastEnd(previous: Uint8Array, facts: Buffer, digests: Buffer): Uint8Array | null {
  const storedHashes = Buffer.from(digests.toString('latin1'), 'hex')
  let before = previous
  let from = 0
  let room = Buffer.allocUnsafe(4096)
  for (let at = 0; from < facts.length; at += 32) {
    const newline = facts.indexOf(10, from)
    const to = newline < 0 ? facts.length : newline
    if (32 + to - from > room.length) room = Buffer.allocUnsafe(2 * (32 + to - from))
    room.set(before, 0)
    facts.copy(room, 32, from, to)
    const made = hash('sha256', room.subarray(0, 32 + to - from), 'buffer')
    if (made.compare(storedHashes, at, at + 32) !== 0) return null
    before = made
    from = to + 1
  }
  return before
}
