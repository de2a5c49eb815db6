import type { UserId } from '../../shared/ids.ts'
import { type BuiltInDirectory, builtInKey } from './built-in.ts'
import type { Home } from './directory.ts'

export type Directories = ReturnType<typeof createDirectories>

/** The directory of each user. `externalHomeOf` answers null for users of the built-in directory. */
export function createDirectories(deps: {
  readonly builtIn: BuiltInDirectory
  readonly externalHomeOf: (id: UserId) => Home | null
}) {
  return {
    homeOf: (id: UserId): Home => deps.externalHomeOf(id) ?? { directory: deps.builtIn, key: builtInKey(id) },
  }
}
