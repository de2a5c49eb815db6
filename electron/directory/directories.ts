import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import type { ResetThere } from '../../shared/passwords.ts'
import type { DirectoryRules, Fact } from '../../shared/rules/directory/directory-rules.ts'
import type { Call } from '../rpc/call.ts'
import { type BuiltInDirectory, builtInKey } from './built-in.ts'
import type { Entry, Home, Verdict } from './directory.ts'

export type CantRequire = { readonly noPolicy: ReadonlySet<UserId>; readonly neverExpires: ReadonlySet<UserId> }
export type Directories = ReturnType<typeof createDirectories>

/** The directory of each user. `externalHomeOf` answers null for users of the built-in directory. */
export function createDirectories(deps: {
  readonly builtIn: BuiltInDirectory
  readonly externalHomeOf: (id: UserId) => Home | null
  /** Reads somebody of an external directory into Keydesk's list. */
  readonly refresh: (id: UserId, hasExpired: boolean) => Promise<void>
  /** The people of connected directories whom a change can't be required of: refused by a directory without a policy, or void for the person. */
  readonly cantRequire: () => Promise<CantRequire>
  /** Writes an entry that a directory has just answered into Keydesk's list, inside the caller's transaction. */
  readonly project: (id: UserId, entry: Entry, call: Call) => void
}) {
  const homeOf = (id: UserId): Home => deps.externalHomeOf(id) ?? { directory: deps.builtIn, key: builtInKey(id) }
  return {
    /**
     * The rules of somebody's directory, for this person or as they are for most (`usual`); null for people of Keydesk's own. Throws NOT_FOUND
     * and DIRECTORY_UNREACHABLE.
     */
    rulesOf: async (id: UserId, whose: 'own' | 'usual' = 'own'): Promise<Fact<DirectoryRules> | null> => {
      const { directory, key } = homeOf(id)
      if (directory.capabilities.writes === 'inStore') return null
      return (await directory.rules?.(whose === 'own' ? key : null)) ?? 'unknown'
    },
    /** What somebody's directory will do with a reset; null for people of Keydesk's own. Throws NOT_FOUND and DIRECTORY_UNREACHABLE. */
    resetThere: async (id: UserId): Promise<ResetThere | null> => {
      const { directory, key } = homeOf(id)
      if (directory.capabilities.writes === 'inStore') return null
      const [entry, abilities] = await Promise.all([directory.read(key), directory.abilities?.()])
      if (entry === null) throw new DomainError('NOT_FOUND', { what: 'user' })
      const canRequire = abilities === undefined ? true : abilities.requireChange
      const requireChange = canRequire === null ? 'unknown' : canRequire ? 'yes' : 'noPolicy'
      const isVoid = entry.password.isMustChangeVoid === true
      return { requireChange: isVoid ? 'neverExpires' : requireChange, isLocked: entry.lock !== null }
    },
    /**
     * Brings the list up to what a directory said about a right password, so that a sign-in is judged by the entry as it is now and not as it
     * was at the last look.
     */
    refresh: (id: UserId, { kind }: Verdict): Promise<void> => deps.refresh(id, kind === 'expired'),
    homeOf,
    /** Whether somebody still lives there: between two questions they may be matched, given back, or leave with their directory. */
    livesAt: (id: UserId, { directory, key }: Home): boolean => {
      const now = homeOf(id)
      return now.key === key && now.directory.kind === directory.kind
    },
    project: deps.project,
    cantRequire: deps.cantRequire,
  }
}
