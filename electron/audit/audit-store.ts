import type { AuditFilter } from '../../shared/audit.ts'
import type { Sql } from '../db/database.ts'

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

/** Entries about people that are counted and turned through one by one; how many there are beyond is not said. */
export const mostCounted = 10_000

/** The SQL of the audit log; rows can be added and read, never changed. */
export function createAuditStore(sql: Sql) {
  const head = sql.prepare<[], Head>('SELECT entries, hash FROM audit_head')
  const hashOf = sql.prepare<[number], Uint8Array>('SELECT hash FROM audit WHERE id = ?').pluck()
  const names = sql.prepare<[string], { id: number; entries: number }>(
    'SELECT id, entries FROM audit_names WHERE instr(folded, ?) > 0',
  )
  const writing = () => ({
    setHead: sql.prepare('UPDATE audit_head SET entries = ?, hash = ?'),
    insert: sql.prepare(
      `INSERT INTO audit (id, at, actor_id, actor, action, target_id, target, result, reason, door, detail, hash)
       VALUES (@id, @at, @actor_id, @actor, @action, @target_id, @target, @result, @reason, @door, @detail, @hash)`,
    ),
    name: sql
      .prepare<[string, string], number>(
        `INSERT INTO audit_names (name, folded, entries) VALUES (?, lower(?), 1)
         ON CONFLICT (name) DO UPDATE SET entries = entries + 1 RETURNING id`,
      )
      .pluck(),
    mention: sql.prepare('INSERT OR IGNORE INTO audit_mentions VALUES (?, ?)'),
  })
  let writer: ReturnType<typeof writing> | null = null

  function append(row: AuditRow): void {
    writer ??= writing()
    const { insert, setHead, name, mention } = writer
    insert.run(row)
    setHead.run(row.id, row.hash)
    // The same steps for no name as for one: a stranger must not feel from the work whether somebody exists.
    for (const one of [row.actor, row.target]) mention.run(name.get(one, one), one === '' ? 0 : row.id)
  }

  /** Who is meant by a part of a name, and whether so much is about them that reading the newest entries finds enough of it. */
  function mentioned(part: string): { readonly ids: readonly number[]; readonly isMost: boolean } | null {
    const folded = part.trim().toLowerCase()
    if (folded === '') return null
    const found = names.all(folded)
    const entries = found.reduce((sum, one) => sum + one.entries, 0)
    const isMost = entries > 100_000 && entries > (head.get() as Head).entries / 5
    return { ids: found.map(({ id }) => id), isMost }
  }

  function list(filter: AuditFilter, offset: number, limit: number): Page {
    const { where, values } = conditions(filter)
    const people = mentioned(filter.person)
    if (people !== null) return peopleList(people, filter, offset, limit)
    const isEverything = where === ''
    const total = isEverything
      ? (head.get() as Head).entries
      : (sql.prepare(`SELECT count(*) FROM audit ${where}`).pluck().get(values) as number)
    // Ids have no gaps, so that a page of everything needs no counting off.
    const rows = isEverything
      ? sql
          .prepare<unknown[], AuditRow>('SELECT * FROM audit WHERE id <= ? ORDER BY id DESC LIMIT ?')
          .all(total - offset, limit)
      : sql
          .prepare<unknown[], AuditRow>(
            `SELECT * FROM audit WHERE id IN (SELECT id FROM audit ${where} ORDER BY id DESC LIMIT ? OFFSET ?) ORDER BY id DESC`,
          )
          .all(values, limit, offset)
    return { rows, total, isMore: false }
  }

  function peopleList(
    { ids, isMost }: NonNullable<ReturnType<typeof mentioned>>,
    filter: AuditFilter,
    offset: number,
    limit: number,
  ): Page {
    const { where, values } = conditions(filter)
    const also = where === '' ? '' : where.replace('WHERE', 'AND')
    const source = isMost
      ? `SELECT id FROM audit AS a WHERE ${isAbout} ${also} ORDER BY id DESC LIMIT ${mostCounted + 1}`
      : `SELECT DISTINCT entry AS id FROM audit_mentions WHERE name_id IN (SELECT value FROM json_each(:ids))`
    const given = { ...values, ids: JSON.stringify(ids), part: filter.person.trim().toLowerCase() }
    const narrowed = isMost || where === '' ? source : `SELECT id FROM audit WHERE id IN (${source}) ${also}`
    const found = sql.prepare(`${narrowed}`).pluck().all(given) as number[]
    found.sort((one, other) => other - one)
    const total = Math.min(found.length, mostCounted)
    const page = found.slice(offset, Math.min(offset + limit, total))
    const rows = sql
      .prepare<unknown[], AuditRow>('SELECT * FROM audit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC')
      .all(JSON.stringify(page))
    return { rows, total, isMore: found.length > mostCounted }
  }

  return {
    head: () => head.get() as Head,
    hashOf: (id: number): Uint8Array | null => hashOf.get(id) ?? null,
    append,
    list,
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

/** Everything that a filter says, for reading from one end to the other. */
function whole(filter: AuditFilter): { sentence: string; values: Record<string, unknown> } {
  const { where, values } = conditions(filter)
  const part = filter.person.trim().toLowerCase()
  const parts = ['id > :after AND id <= :until', ...(part === '' ? [] : [isAbout]), where.replace('WHERE ', '')]
  return { sentence: parts.filter(Boolean).join(' AND '), values: part === '' ? values : { ...values, part } }
}

/** What a filter says of action and time. */
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
