import type { Entry, Home } from '../directory/directory.ts'

/** A password as the directory has it now. */
export type WrittenPassword = {
  readonly version: string
  readonly changedAt: number | null
  readonly mustChange: boolean
  readonly entry: Entry
}

/**
 * Finds out whether a password was written: null where the directory has another one. The password itself is tried, because some directories
 * change the version only once a second; where a lock hides the answer, the version from before (`seen`) decides.
 */
export async function readBack(
  { directory, key }: Home,
  { seen, password }: { readonly seen: string | null; readonly password: string },
): Promise<WrittenPassword | null> {
  const entry = await directory.read(key)
  if (entry === null || entry.version === null) return null
  const { kind } = await directory.verify(key, password)
  const isHidden = kind === 'locked' || kind === 'blocked'
  if (kind === 'wrong' || (isHidden && entry.version === seen)) return null
  return { version: entry.version, changedAt: entry.password.changedAt, mustChange: entry.password.mustChange, entry }
}
