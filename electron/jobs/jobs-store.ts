import type { ItemOutcome, JobKind, JobState } from '../../shared/jobs.ts'
import type { Sql } from '../db/database.ts'

export type JobRow = {
  number: number
  id: string
  kind: JobKind
  state: JobState
  options: string
  actor_id: number
  actor: string
  door: string
  created_at: number
  finished_at: number | null
  total: number
  done: number
  skipped: number
  failed: number
  /** Everybody of the job as JSON, until each has an item; then null. */
  people: string | null
}
/** A person of a job, and the entry that the person of a match is matched with. */
export type JobPerson = readonly [userId: number, entryId: number | null]
type NewJob = {
  id: string
  kind: string
  options: string
  actorId: number
  actor: string
  door: string
  now: number
}
export type ItemRow = {
  position: number
  user_id: number
  /** The entry that the person of a match is matched with. */
  entry_id: number | null
  outcome: ItemOutcome
  reason: string | null
  secret_id: string | null
}
export type ItemView = ItemRow & {
  username: string | null
  display_name: string | null
  readable: string | null
  lapses_at: number | null
}

/** How many people get their items in one transaction, which holds the main thread for a few milliseconds. */
const listedAtOnce = 2000

/** The SQL of jobs. */
function createJobRows(sql: Sql) {
  const byId = sql.prepare<[string], JobRow>('SELECT * FROM jobs WHERE id = ?')
  const recent = sql.prepare<[], JobRow>('SELECT * FROM jobs ORDER BY number DESC LIMIT 50')
  const running = sql.prepare<[], JobRow>("SELECT * FROM jobs WHERE state = 'running' ORDER BY number")
  const insert = sql.prepare(
    `INSERT INTO jobs (id, kind, state, options, actor_id, actor, door, created_at, total, people)
     VALUES (@id, @kind, 'running', @options, @actorId, @actor, @door, @now, @total, @people)`,
  )
  const insertItems = sql.prepare(
    'INSERT INTO job_items (job, position, user_id, entry_id) SELECT ?, ? + key, value ->> 0, value ->> 1 FROM json_each(?)',
  )
  const countListed = sql.prepare<[number], number>('SELECT count(*) FROM job_items WHERE job = ?').pluck()
  const forgetPeople = sql.prepare('UPDATE jobs SET people = NULL WHERE number = ?')
  const takeOver = sql.prepare(
    "UPDATE jobs SET state = 'running', finished_at = NULL, actor_id = ?, actor = ?, door = ? WHERE number = ?",
  )
  const dropApproval = sql.prepare("UPDATE jobs SET options = json_remove(options, '$.approval') WHERE number = ?")
  const setState = sql.prepare('UPDATE jobs SET state = ?, finished_at = ? WHERE number = ?')
  return {
    get: (id: string) => byId.get(id) ?? null,
    recent: () => recent.all(),
    running: () => running.all(),
    /** Records a job and who is in it, with an item for each where these are few; `list` makes those of many. */
    insert: (job: NewJob, users: readonly number[], entries: readonly number[]) => {
      const people = JSON.stringify(users.map((userId, at): JobPerson => [userId, entries[at] ?? null]))
      const areFew = users.length <= listedAtOnce
      const row = insert.run({ ...job, total: users.length, people: areFew ? null : people })
      if (areFew) insertItems.run(Number(row.lastInsertRowid), 0, people)
    },
    /** Makes the items of the next people of a job, in the caller's transaction; answers whether everybody has one. */
    list: (number: number, people: readonly JobPerson[]): boolean => {
      const from = countListed.get(number) as number
      insertItems.run(number, from, JSON.stringify(people.slice(from, from + listedAtOnce)))
      const isWhole = from + listedAtOnce >= people.length
      if (isWhole) forgetPeople.run(number)
      return isWhole
    },
    takeOver: (number: number, actor: { id: number; username: string }, door: string) =>
      takeOver.run(actor.id, actor.username, door, number),
    dropApproval: (number: number) => dropApproval.run(number),
    setState: (number: number, state: JobState, finishedAt: number | null) => setState.run(state, finishedAt, number),
  }
}

/** The SQL of what a job does to each person. */
function createJobItems(sql: Sql) {
  const setItem = sql.prepare(
    "UPDATE job_items SET outcome = ?, reason = ?, secret_id = ? WHERE job = ? AND position = ? AND outcome = 'pending'",
  )
  const pendingOf = sql.prepare<[string, number], { number: number; position: number }>(
    `SELECT j.number, i.position FROM jobs j JOIN job_items i ON i.job = j.number
     WHERE j.id = ? AND i.user_id = ? AND i.outcome = 'pending'`,
  )
  const isPending = sql
    .prepare("SELECT EXISTS (SELECT 1 FROM job_items WHERE job = ? AND position = ? AND outcome = 'pending')")
    .pluck()
  const count = {
    done: sql.prepare('UPDATE jobs SET done = done + 1 WHERE number = ?'),
    skipped: sql.prepare('UPDATE jobs SET skipped = skipped + 1 WHERE number = ?'),
    failed: sql.prepare('UPDATE jobs SET failed = failed + 1 WHERE number = ?'),
  }
  // The first question is answered at once where there is no directory, and spares the second one, which looks at everybody.
  const isElsewhere = sql
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM users WHERE directory_id IS NOT NULL AND directory_key IS NOT NULL)
         AND EXISTS (SELECT 1 FROM job_items i JOIN users u ON u.id = i.user_id
           WHERE i.job = ? AND i.outcome = 'pending' AND u.directory_id IS NOT NULL)`,
    )
    .pluck()
  const pending = sql.prepare<unknown[], ItemRow>(
    "SELECT * FROM job_items WHERE job = ? AND position > ? AND outcome = 'pending' ORDER BY position LIMIT ?",
  )
  const retry = sql.prepare(
    "UPDATE job_items SET outcome = 'pending', reason = NULL WHERE job = ? AND outcome = 'failed'",
  )
  const clearFailed = sql.prepare('UPDATE jobs SET failed = 0 WHERE number = ?')
  // The password of an entry that was matched meanwhile is that of its person.
  const view = `SELECT i.position, coalesce(s.user_id, i.user_id) AS user_id, i.entry_id, i.outcome, i.reason, i.secret_id,
      u.username, u.display_name, s.id AS readable, s.lapses_at FROM job_items i
    LEFT JOIN secrets s ON s.id = i.secret_id AND (s.lapses_at IS NULL OR s.lapses_at > @now)
    LEFT JOIN users u ON u.id = coalesce(s.user_id, i.user_id) WHERE i.job = @job`
  const items = sql.prepare<unknown[], ItemView>(`${view} ORDER BY i.position LIMIT @limit OFFSET @offset`)
  const itemsOf = sql.prepare<unknown[], ItemView>(
    `${view} AND i.outcome = @outcome ORDER BY i.position LIMIT @limit OFFSET @offset`,
  )
  const countOf = sql.prepare('SELECT count(*) FROM job_items WHERE job = ? AND outcome = ?').pluck()
  const readable = sql
    .prepare(
      `SELECT count(*) FROM job_items i JOIN secrets s ON s.id = i.secret_id
       WHERE i.job = ? AND (s.lapses_at IS NULL OR s.lapses_at > ?)`,
    )
    .pluck()
  const hasReadable = sql
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM job_items i JOIN secrets s ON s.id = i.secret_id
       WHERE i.job = ? AND (s.lapses_at IS NULL OR s.lapses_at > ?))`,
    )
    .pluck()

  function finishItem(
    number: number,
    position: number,
    outcome: 'done' | 'skipped' | 'failed',
    reason: string | null,
    secretId: string | null,
  ): void {
    // An item that was settled meanwhile, because an earlier run had done it, is not counted again.
    if (setItem.run(outcome, reason, secretId, number, position).changes > 0) count[outcome].run(number)
  }

  return {
    finishItem,
    /** Records one person of a job as done, when it turns out later that an earlier run had done it. */
    settleItem: (job: string, userId: number, secretId: string | null): void => {
      const item = pendingOf.get(job, userId)
      if (item !== undefined) finishItem(item.number, item.position, 'done', null, secretId)
    },
    isPending: (number: number, position: number): boolean => isPending.get(number, position) === 1,
    /** Whether a directory outside of the store has to be asked for somebody who is left. */
    isElsewhere: (number: number): boolean => isElsewhere.get(number) === 1,
    pending: (number: number, after: number, limit: number) => pending.all(number, after, limit),
    retry: (number: number) => {
      retry.run(number)
      clearFailed.run(number)
    },
    items: (job: number, outcome: ItemOutcome | null, offset: number, limit: number, now: number) =>
      outcome === null ? items.all({ job, offset, limit, now }) : itemsOf.all({ job, outcome, offset, limit, now }),
    countOf: (number: number, outcome: ItemOutcome) => countOf.get(number, outcome) as number,
    readable: (number: number, now: number) => readable.get(number, now) as number,
    hasReadable: (number: number, now: number) => hasReadable.get(number, now) === 1,
  }
}

export type JobsStore = ReturnType<typeof createJobsStore>

/** The SQL of jobs and their items. */
export function createJobsStore(sql: Sql) {
  return { ...createJobRows(sql), ...createJobItems(sql) }
}
