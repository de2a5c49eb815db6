import type { Database } from './database.ts'

type Piece = { readonly work: () => void; readonly failed: (error: unknown) => void; readonly done: () => void }
/** Nobody waits for others any longer than this, milliseconds. */
const longest = 50

export type Together = ReturnType<typeof createTogether>

/**
 * Commits what comes at once with one wait for the disk, as an office in the morning: each piece of work behind a savepoint, so that what one throws
 * undoes that one alone and is thrown to whoever brought it. Nobody is answered before the commit; where it fails, nothing of all has happened.
 */
export function createTogether(db: Database) {
  let waiting: Piece[] = []
  let endedAt = Number.NEGATIVE_INFINITY
  let took = 0

  function commit(): void {
    const all = waiting
    waiting = []
    const begun = performance.now()
    try {
      commitAll(all)
    } finally {
      endedAt = performance.now()
      took = endedAt - begun
    }
  }

  /** While one commit follows another, the disk has at most a third of the time, and the more come the more share it. */
  function commitSoon(): void {
    const pause = endedAt + 2 * took - performance.now()
    if (pause > 1) setTimeout(commit, Math.min(pause, longest))
    else setImmediate(commit)
  }

  function commitAll(all: readonly Piece[]): void {
    const answers: (() => void)[] = []
    try {
      db.transaction(() => {
        for (const piece of all) answers.push(tried(piece))
      })
    } catch (error) {
      for (const { failed } of all) failed(error)
      return
    }
    for (const answer of answers) answer()
  }

  function tried({ work, failed, done }: Piece): () => void {
    try {
      db.savepoint(work)
      return done
    } catch (error) {
      // A full disk undoes the whole transaction: the others can't go on in it.
      if (!db.sql.inTransaction) throw error
      return () => failed(error)
    }
  }

  return <T>(work: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      let answer: T
      // Waits for nothing but what has come already: whoever is alone is not held up.
      if (waiting.length === 0) commitSoon()
      waiting.push({
        work: () => {
          answer = work()
        },
        failed: reject,
        done: () => resolve(answer),
      })
    })
}
