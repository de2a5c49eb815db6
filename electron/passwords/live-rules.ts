import type { UserId } from '../../shared/ids.ts'
import type { ResetThere } from '../../shared/passwords.ts'
import { isDirectoryAway } from '../../shared/rules/directory/directory-faults.ts'
import type { PersonsDirectory } from '../../shared/rules/directory/directory-rules.ts'
import type { LiveProtection } from '../../shared/rules/protection.ts'
import { inTime } from '../db/in-time.ts'
import type { Directories } from '../directory/directories.ts'
import type { Values } from '../settings/values.ts'

export type LiveRulesDeps = {
  readonly values: Pick<Values, 'liveProtection'>
  readonly directories: Pick<Directories, 'rulesOf' | 'resetThere'>
  /** For how many milliseconds a screen waits for a directory. */
  readonly patience?: number
}
export type LiveRules = ReturnType<typeof createLiveRules>

/** A screen goes on without the directory after this time, in milliseconds. */
const usualPatience = 3000

/** The rules for one person's next password: Keydesk's own, and those of the directory that the person lives in. */
export function createLiveRules({ values, directories, patience = usualPatience }: LiveRulesDeps) {
  /** Throws DIRECTORY_UNREACHABLE where the directory is away. */
  async function of(userId: UserId, whose: 'own' | 'usual' = 'own'): Promise<LiveProtection> {
    const rules = await directories.rulesOf(userId, whose)
    const own = values.liveProtection(userId)
    return rules === null ? own : { ...own, directory: { rules, isAway: false } }
  }

  const away: PersonsDirectory = { rules: 'unknown', isAway: true }

  return {
    of,
    /** What a directory will do with a reset; null for people of Keydesk's own, and where it does not say so in time. */
    thereSoon: (userId: UserId): Promise<ResetThere | null> => {
      const asked = directories.resetThere(userId).catch((error) => {
        if (!isDirectoryAway(error)) throw error
        return null
      })
      return inTime(asked, patience)
    },
    /** The same for a screen, which must not wait for a directory that is away. */
    soon: async (userId: UserId, whose: 'own' | 'usual' = 'own'): Promise<LiveProtection> => {
      const asked = of(userId, whose).catch((error) => {
        if (!isDirectoryAway(error)) throw error
        return { ...values.liveProtection(userId), directory: away }
      })
      return (await inTime(asked, patience)) ?? { ...values.liveProtection(userId), directory: away }
    },
  }
}
