import type { Database } from './database.ts'

/** Runs work inside an open transaction and undoes it, so that an error in it is thrown before a directory is asked. */
export function rehearse(db: Pick<Database, 'savepoint'>, work: () => unknown): void {
  const undone = new Error('This was a rehearsal.')
  try {
    db.savepoint(() => {
      work()
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
}
