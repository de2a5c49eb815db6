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

/** The SQL of the audit log; rows can be added and read, never changed. */
export function createAuditStore(sql: Sql) {
  const head = sql.prepare<[], Head>('SELECT entries, hash FROM audit_head')
  const setHead = sql.prepare('UPDATE audit_head SET entries = ?, hash = ?')
  const insert = sql.prepare(
    `INSERT INTO audit (id, at, actor_id, actor, action, target_id, target, result, reason, door, detail, hash)
     VALUES (@id, @at, @actor_id, @actor, @action, @target_id, @target, @result, @reason, @door, @detail, @hash)`,
  )
  const all = sql.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY id')

  return {
    head: () => head.get() as Head,
    append: (row: AuditRow) => {
      insert.run(row)
      setHead.run(row.id, row.hash)
    },
    all: () => all.iterate(),
    list: (filter: AuditFilter, offset: number, limit: number) => {
      const { where, values } = conditions(filter)
      const rows = sql
        .prepare<unknown[], AuditRow>(`SELECT * FROM audit ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
        .all(...values, limit, offset)
      const total = sql
        .prepare(`SELECT count(*) FROM audit ${where}`)
        .pluck()
        .get(...values) as number
      return { rows, total }
    },
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
    /** Only what was done to somebody, and only these actions. */
    about: (userId: number, actions: readonly string[], offset: number, limit: number) => {
      const where = `WHERE target_id = ? AND action IN (${actions.map(() => '?').join(', ')})`
      const values = [userId, ...actions]
      const rows = sql.prepare<unknown[], AuditRow>(`SELECT * FROM audit ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
      const total = sql.prepare(`SELECT count(*) FROM audit ${where}`).pluck()
      return { rows: rows.all(...values, limit, offset), total: total.get(...values) as number }
    },
    matching: (filter: AuditFilter) => {
      const { where, values } = conditions(filter)
      return sql.prepare<unknown[], AuditRow>(`SELECT * FROM audit ${where} ORDER BY id`).iterate(...values)
    },
  }
}

function conditions(filter: AuditFilter): { where: string; values: unknown[] } {
  const parts: string[] = []
  const values: unknown[] = []
  const person = filter.person.trim().toLowerCase()
  if (person) {
    parts.push('(instr(lower(actor), ?) > 0 OR instr(lower(target), ?) > 0)')
    values.push(person, person)
  }
  if (filter.action !== null) {
    parts.push('action = ?')
    values.push(filter.action)
  }
  if (filter.from !== null) {
    parts.push('at >= ?')
    values.push(filter.from)
  }
  if (filter.until !== null) {
    parts.push('at <= ?')
    values.push(filter.until)
  }
  return { where: parts.length ? `WHERE ${parts.join(' AND ')}` : '', values }
}
