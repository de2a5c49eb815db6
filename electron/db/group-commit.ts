import type { Database } from './database.ts'

type Piece = { readonly work: () => void; readonly failed: (error: unknown) => void; readonly done: () => void }
/** From the end of one commit to the next one while more work is coming, in milliseconds, if nothing else is said. */
const usuallyApart = 50

export type GroupCommit = ReturnType<typeof createGroupCommit>

/**
 * Group commit: work that arrives at the same time, such as the sign-ins of a morning, shares one transaction and one wait for the disk. Each
 * piece runs in a savepoint, so that its error undoes that piece alone and reaches its own caller. Callers are answered after the commit; if
 * the commit fails, every piece is undone. `isMoreComing` says whether others are on the way whose work could join, and `apart` for how many milliseconds it is waited for.
 */
export function createGroupCommit(db: Database, isMoreComing: () => boolean, apart = usuallyApart) {
  let waiting: Piece[] = []
  let pause: NodeJS.Timeout | undefined
  let endedAt = Number.NEGATIVE_INFINITY

  function commit(): void {
    clearTimeout(pause)
    pause = undefined
    const all = waiting
    waiting = []
    try {
      commitAll(all)
    } finally {
      endedAt = performance.now()
    }
  }

  /**
   * Commits at once after a quiet time. While more work is coming the commit waits for it until some time after the last one, so that the disk is
   * rarely busy. Where nothing is coming, waiting would gain nothing.
   */
  function commitSoon(): void {
    if (waiting.length === 0) return
    const left = endedAt + apart - performance.now()
    if (left <= 1 || !isMoreComing()) commit()
    else pause ??= setTimeout(commit, left)
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
      // Judged after everything that is ready at this moment has joined.
      setImmediate(commitSoon)
      waiting.push({
        work: () => {
          answer = work()
        },
        failed: reject,
        done: () => resolve(answer),
      })
    })
}
