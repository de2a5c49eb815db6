import type { DirectoryFreshness } from '../../directories.ts'

/** Keydesk looks at a directory each minute, in milliseconds; after some that were missed, what the list shows is old. */
const oldAfter = 15 * 60_000

/** Why the list may show people of a directory other than they are: its last look failed, or was too long ago; null where it is fresh, or is being read for the first time. */
export function stalenessOf(
  { lookedAt, fault }: Pick<DirectoryFreshness, 'lookedAt' | 'fault'>,
  now: number,
): 'failed' | 'old' | null {
  if (fault !== null) return 'failed'
  return lookedAt !== null && Math.abs(now - lookedAt) > oldAfter ? 'old' : null
}
