import type { RequestId, UserId } from '../../shared/ids.ts'
import type { OpenKind, RequestKind, RequestState } from '../../shared/requests.ts'
import type { Sql } from '../db/database.ts'

export type RequestRow = {
  id: RequestId
  asked: string
  state: RequestState
  asker_id: UserId | null
  asker: string
  asker_name: string | null
  door: string
  target_id: UserId | null
  target: string
  target_name: string | null
  people: number
  created_at: number
  expires_at: number
  decided_at: number | null
  decided_by: string
  reason: string
  job: string | null
}
export type ExpiredRow = Pick<RequestRow, 'id' | 'target_id' | 'target'> & { readonly kind: RequestKind }
export type NewRequest = {
  readonly kind: string
  readonly asked: string
  readonly askerId: number | null
  readonly asker: string
  readonly door: string
  readonly targetId: number | null
  readonly target: string
  readonly now: number
  readonly expiresAt: number
  /** For how many milliseconds Keydesk had run on this store by then. */
  readonly ranAt: number
}
/** An operation that waits: a keyed hash of the request, and the sealed input. */
export type Held = { readonly digest: Uint8Array; readonly sealed: Uint8Array }
export type Decision = {
  readonly id: number
  readonly state: RequestState
  readonly at: number
  readonly by: string
  readonly reason: string
  readonly job: string | null
}

/** An open request counts as expired from its end on, even before the hourly work has marked it. */
const rows = `SELECT r.id, r.asked, CASE WHEN r.state = 'open' AND r.expires_at <= @now THEN 'expired' ELSE r.state END AS state,
    r.asker_id, r.asker, a.display_name AS asker_name, r.door, r.target_id, r.target, t.display_name AS target_name,
    r.people, r.created_at, r.expires_at, r.decided_at, r.decided_by, r.reason, r.job
  FROM requests r LEFT JOIN users a ON a.id = r.asker_id LEFT JOIN users t ON t.id = r.target_id`
const isOpen = `state = 'open' AND expires_at > @now`
/** Requests for help under a name that does not exist keep their number, so that numbers tell nobody who exists, but nobody sees them. */
const isShown = `NOT (kind = 'help' AND target_id IS NULL)`
const isListed = `${isShown} AND ((${isOpen}) OR coalesce(decided_at, expires_at) > @since)`

/** The SQL of requests and of the people whom they are about. */
export function createRequestsStore(sql: Sql) {
  const byId = sql.prepare<unknown[], RequestRow>(`${rows} WHERE r.id = @id`)
  const listed = sql.prepare<unknown[], RequestRow>(
    `${rows} WHERE r.id IN (SELECT id FROM requests WHERE ${isListed})
     ORDER BY (r.state = 'open' AND r.expires_at > @now) DESC, r.id DESC LIMIT @limit OFFSET @offset`,
  )
  const countListed = sql.prepare<unknown[], number>(`SELECT count(*) FROM requests WHERE ${isListed}`).pluck()
  const isOf = { help: `kind = 'help'`, approvals: `kind <> 'help'` }
  const openOf = (kind: OpenKind) => ({
    rows: sql.prepare<unknown[], RequestRow>(
      `${rows} WHERE r.id IN (SELECT id FROM requests WHERE ${isShown} AND ${isOpen} AND ${isOf[kind]})
       ORDER BY r.id DESC LIMIT @limit OFFSET @offset`,
    ),
    count: sql
      .prepare<unknown[], number>(`SELECT count(*) FROM requests WHERE ${isShown} AND ${isOpen} AND ${isOf[kind]}`)
      .pluck(),
  })
  const open = { help: openOf('help'), approvals: openOf('approvals') }
  const countOpen = sql
    .prepare<unknown[], number>(`SELECT count(*) FROM requests WHERE ${isShown} AND ${isOpen}`)
    .pluck()
  const same = sql
    .prepare<unknown[], RequestId>(
      `SELECT id FROM requests WHERE ${isOpen} AND kind = @kind AND asked = @asked AND asker_id IS @askerId AND target_id IS @targetId`,
    )
    .pluck()
  const insert = sql.prepare(
    `INSERT INTO requests (kind, asked, asker_id, asker, door, target_id, target, people, created_at, expires_at,
       ran_at, after_entry)
     VALUES (@kind, @asked, @askerId, @asker, @door, @targetId, @target, @people, @now, @expiresAt,
       @ranAt, (SELECT coalesce(max(id), 0) FROM audit))`,
  )
  const sameHeld = sql
    .prepare<unknown[], RequestId>(`SELECT id FROM requests WHERE ${isOpen} AND digest = @digest`)
    .pluck()
  const hold = sql.prepare('UPDATE requests SET digest = @digest, sealed = @sealed WHERE id = @id')
  const held = sql.prepare<[number], Held>('SELECT digest, sealed FROM requests WHERE id = ? AND sealed IS NOT NULL')
  const insertPerson = sql.prepare('INSERT INTO request_people VALUES (?, ?, ?)')
  const people = sql
    .prepare<[number], UserId>('SELECT user_id FROM request_people WHERE request = ? ORDER BY position')
    .pluck()
  const forgetPeople = sql.prepare('DELETE FROM request_people WHERE request = ?')
  const decide = sql.prepare(
    `UPDATE requests SET state = @state, decided_at = @at, decided_by = @by, reason = @reason, job = @job, sealed = NULL
     WHERE id = @id AND state = 'open'`,
  )
  const forgetExpired = sql.prepare(
    `DELETE FROM request_people WHERE request IN (SELECT id FROM requests WHERE state = 'open' AND expires_at <= ?)`,
  )
  const expire = sql.prepare<[number], ExpiredRow>(
    `UPDATE requests SET state = 'expired', sealed = NULL WHERE state = 'open' AND expires_at <= ? RETURNING id, kind, target_id, target`,
  )

  return {
    get: (id: number, now: number) => byId.get({ id, now }) ?? null,
    list: (now: number, since: number, limit: number, offset: number) => listed.all({ now, since, limit, offset }),
    countListed: (now: number, since: number) => countListed.get({ now, since }) as number,
    countOpen: (now: number) => countOpen.get({ now }) as number,
    listOpen: (kind: OpenKind, now: number, limit: number, offset: number) =>
      open[kind].rows.all({ now, limit, offset }),
    countOpenOf: (kind: OpenKind, now: number) => open[kind].count.get({ now }) as number,
    same: (request: NewRequest) => same.get(request) ?? null,
    insert: (request: NewRequest, userIds: readonly number[]): RequestId => {
      const id = Number(insert.run({ ...request, people: userIds.length }).lastInsertRowid)
      for (const [position, userId] of userIds.entries()) insertPerson.run(id, position, userId)
      return id as RequestId
    },
    sameHeld: (digest: Uint8Array, now: number) => sameHeld.get({ digest, now }) ?? null,
    hold: (id: number, { digest, sealed }: Held) => hold.run({ id, digest, sealed }),
    /** The operation that an open request waits with; it is removed with the decision. */
    held: (id: number) => held.get(id) ?? null,
    helpOf: helpRows(sql),
    people: (id: number) => people.all(id),
    /** Returns false where somebody else has decided the request first. */
    decide: (decision: Decision): boolean => {
      const isDecided = decide.run(decision).changes === 1
      forgetPeople.run(decision.id)
      return isDecided
    },
    /** Requests that nobody has answered in time. */
    expire: (now: number): readonly ExpiredRow[] => {
      forgetExpired.run(now)
      return expire.all(now)
    },
  }
}

/** The SQL of one person's open requests for help. */
function helpRows(sql: Sql) {
  const open = sql
    .prepare<unknown[], RequestId>(
      `SELECT id FROM requests WHERE ${isOpen} AND kind = 'help' AND target_id = @targetId`,
    )
    .pluck()
  return (targetId: number, now: number) => open.all({ targetId, now })
}
