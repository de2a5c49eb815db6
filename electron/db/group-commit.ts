import type { Database } from './database.ts'

type Piece = { readonly work: () => void; readonly failed: (error: unknown) => void; readonly done: () => void }
/** The longest that a commit waits for more work, in milliseconds. */
const longest = 50

export type GroupCommit = ReturnType<typeof createGroupCommit>

/**
 * Group commit: work that arrives at the same time, such as the sign-ins of a morning, shares one transaction and one wait for the disk. Each
 * piece runs in a savepoint, so that its error undoes that piece alone and reaches its own caller. Callers are answered after the commit; if
 * the commit fails, every piece is undone.
 */
export function createGroupCommit(db: Database) {
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

  /** Waits twice as long as the last commit took, so that the next one serves more callers and the disk is busy for at most a third of the time. */
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
      // A full disk makes SQLite undo the whole transaction, so that the other pieces can't go on in it.
      if (!db.sql.inTransaction) throw error
      return () => failed(error)
    }
  }

  return <T>(work: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      let answer: T
      // Only the first piece schedules a commit; work that arrives until then joins it.
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
