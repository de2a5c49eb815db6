import type { Sql } from '../db/database.ts'

export type LinkRow = {
  readonly user_id: number
  readonly bound_to: Uint8Array
  readonly seen_at: number
  readonly ends_at: number
  readonly made_by: number | null
}
export type NewLink = {
  readonly userId: number
  readonly token: Uint8Array
  readonly boundTo: Uint8Array
  readonly now: number
  readonly endsAt: number
  /** The admin who sent it. */
  readonly madeBy: number
}
export type LinksStore = ReturnType<typeof createLinksStore>

/** The SQL of one-time links: one open link a person, which a new one replaces. */
export function createLinksStore(sql: Sql) {
  const put = sql.prepare(
    `INSERT INTO reset_links (user_id, token, bound_to, created_at, seen_at, ends_at, made_by)
     VALUES (@userId, @token, @boundTo, @now, @now, @endsAt, @madeBy) ON CONFLICT (user_id)
     DO UPDATE SET token = @token, made_by = @madeBy, bound_to = @boundTo, created_at = @now, seen_at = @now, ends_at = @endsAt`,
  )
  const take = sql.prepare<[Uint8Array], LinkRow>(
    'DELETE FROM reset_links WHERE token = ? RETURNING user_id, bound_to, seen_at, ends_at, made_by',
  )
  const drop = sql.prepare('DELETE FROM reset_links WHERE user_id = ?')
  const forget = sql.prepare('DELETE FROM reset_links WHERE ends_at <= @now OR seen_at > @latest')
  const see = sql.prepare('UPDATE reset_links SET seen_at = max(seen_at, ?)')
  return {
    put: (link: NewLink) => put.run(link),
    /** Removes a link and answers it; of several calls at the same time only one gets it. */
    take: (token: Uint8Array): LinkRow | null => take.get(token) ?? null,
    drop: (userId: number) => drop.run(userId),
    /** Removes links that have ended; `latest` is the last instant that a link can have recorded if the clock was right. */
    forget: (now: number, latest: number) => forget.run({ now, latest }),
    see: (now: number) => see.run(now),
  }
}
