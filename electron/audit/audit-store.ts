import { type AuditFilter, everyEntry } from '../../shared/audit.ts'
import type { AuditAction } from '../../shared/audit-action.ts'
import type { Sql } from '../db/database.ts'
import { foldCase } from '../db/fold-case.ts'
import { createAuditBlocks } from './audit-blocks.ts'

export type AuditRow = {
  id: number
  at: number
  actor_id: number | null
  actor: string
  action: string
  target_id: number | null
  target: string
  result: string
  reason: string
  door: string
  detail: string
  hash: Uint8Array
}

export type Head = { entries: number; hash: Uint8Array }

export type Page = { readonly rows: readonly AuditRow[]; readonly total: number; readonly isMore: boolean }

/** The SQL of the audit log; rows can be added and read, never changed. */
export function createAuditStore(sql: Sql) {
  foldCase(sql)
  const head = sql.prepare<[], Head>('SELECT entries, hash FROM audit_head')
  const hashOf = sql.prepare<[number], Uint8Array>('SELECT hash FROM audit WHERE id = ?').pluck()
  const newest = sql.prepare<[number, number], AuditRow>('SELECT * FROM audit WHERE id <= ? ORDER BY id DESC LIMIT ?')
  const listed = sql.prepare<[string], AuditRow>(
    'SELECT * FROM audit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC',
  )
  const blocks = createAuditBlocks(sql)
  const writing = () => ({
    setHead: sql.prepare('UPDATE audit_head SET entries = ?, hash = ?'),
    insert: sql.prepare(
      `INSERT INTO audit (id, at, actor_id, actor, action, target_id, target, result, reason, door, detail, hash)
       VALUES (@id, @at, @actor_id, @actor, @action, @target_id, @target, @result, @reason, @door, @detail, @hash)`,
    ),
  })
  let writer: ReturnType<typeof writing> | null = null

  function append(row: AuditRow): void {
    writer ??= writing()
    writer.insert.run(row)
    writer.setHead.run(row.id, row.hash)
    blocks.completeBlock(row.id)
  }

  function list(filter: AuditFilter, offset: number, limit: number): Page {
    const { entries } = head.get() as Head
    // Ids have no gaps, so that a page without a filter is a range of ids and needs no search.
    const isEverything = Object.entries(everyEntry).every(
      ([name, value]) => filter[name as keyof AuditFilter] === value,
    )
    if (isEverything) return { rows: newest.all(entries - offset, limit), total: entries, isMore: false }
    const { ids, total, isMore } = blocks.find(filter, entries, offset, limit)
    return { rows: listed.all(JSON.stringify(ids)), total, isMore }
  }

  return {
    head: () => head.get() as Head,
    hashOf: (id: number): Uint8Array | null => hashOf.get(id) ?? null,
    append,
    list,
    countSpans: (action: AuditAction, starts: readonly number[]) =>
      blocks.countSpans(action, starts, (head.get() as Head).entries),
    of: (userId: number, actions: readonly string[] | null, offset: number, limit: number) => {
      const only = actions === null ? '' : `AND action IN (${actions.map(() => '?').join(', ')})`
      const where = `WHERE (target_id = ? OR (actor_id = ? AND target_id IS NOT ?)) ${only}`
      const values = [userId, userId, userId, ...(actions ?? [])]
      const rows = sql.prepare<unknown[], AuditRow>(`SELECT * FROM audit ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
      const total = sql
        .prepare(`SELECT count(*) FROM audit ${where}`)
        .pluck()
        .get(...values) as number
      return { rows: rows.all(...values, limit, offset), total }
    },
    /** How many entries up to one a filter shows. */
    count: (filter: AuditFilter, until: number): number => {
      const { sentence, values } = whole(filter)
      const all = sql.prepare(`SELECT count(*) FROM audit AS a WHERE ${sentence}`).pluck()
      return all.get({ ...values, after: 0, until }) as number
    },
    /** What a filter shows of the entries after one and up to another, oldest first. */
    matching: (filter: AuditFilter, after: number, until: number): IterableIterator<AuditRow> => {
      const { sentence, values } = whole(filter)
      const rows = sql.prepare<unknown[], AuditRow>(`SELECT * FROM audit AS a WHERE ${sentence} ORDER BY id`)
      return rows.iterate({ ...values, after, until })
    },
    /** Only what was done to somebody, and only these actions. */
    about: (userId: number, actions: readonly string[], offset: number, limit: number) => {
      const where = `WHERE target_id = ? AND action IN (${actions.map(() => '?').join(', ')})`
      const values = [userId, ...actions]
      const rows = sql.prepare<unknown[], AuditRow>(`SELECT * FROM audit ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
      const total = sql.prepare(`SELECT count(*) FROM audit ${where}`).pluck()
      return { rows: rows.all(...values, limit, offset), total: total.get(...values) as number }
    },
  }
}

const isAbout = '(instr(lower(a.actor), :part) > 0 OR instr(lower(a.target), :part) > 0)'

/** The SQL condition for a whole filter, for reading the log from one end to the other. */
function whole(filter: AuditFilter): { sentence: string; values: Record<string, unknown> } {
  const { where, values } = conditions(filter)
  const part = filter.person.trim().toLowerCase()
  const parts = ['id > :after AND id <= :until', ...(part === '' ? [] : [isAbout]), where.replace('WHERE ', '')]
  return { sentence: parts.filter(Boolean).join(' AND '), values: part === '' ? values : { ...values, part } }
}

/** The SQL condition for action and time alone. */
function conditions({ action, from, until }: AuditFilter): { where: string; values: Record<string, unknown> } {
  const parts: string[] = []
  if (action !== null) parts.push('action = :action')
  if (from !== null) parts.push('at >= :from')
  if (until !== null) parts.push('at <= :latest')
  const values = {
    ...(action !== null && { action }),
    ...(from !== null && { from }),
    ...(until !== null && { latest: until }),
  }
  return { where: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values }
}

/** One entry as the cells of an exported file. */
export function asCells(row: AuditRow): readonly string[] {
  const facts = [row.actor, row.action, row.target, row.result, row.reason, row.door, row.detail]
  return [String(row.id), new Date(row.at).toISOString(), ...facts, Buffer.from(row.hash).toString('hex')]
}
