import { DomainError } from '../../shared/errors.ts'
import { hasWrittenNothing, isLostConnection } from '../../shared/rules/directory/directory-faults.ts'
import type { Entry, Home } from '../directory/directory.ts'

/**
 * Asks a directory for a write once, and answers the entry as it is after it; null where it can't be read although the write was done. Where
 * the answer was lost, the entry decides: throws DIRECTORY_UNCERTAIN where it does not show what was written, which may still arrive.
 */
export async function writeOnce(
  { directory, key }: Home,
  write: () => Promise<void>,
  isDone: (entry: Entry) => boolean,
): Promise<Entry | null> {
  const lost = await write().then(
    () => null,
    (error: unknown) => ({ error }),
  )
  if (lost !== null && hasWrittenNothing(lost.error)) throw lost.error
  const entry = await directory.read(key).catch(() => null)
  if (lost === null || (entry !== null && isDone(entry))) return entry
  // An error of the program is thrown as it is, because another try would not help.
  throw isLostConnection(lost.error) ? new DomainError('DIRECTORY_UNCERTAIN') : lost.error
}
