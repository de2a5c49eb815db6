import type { UserId } from '../../shared/ids.ts'
import type { Selection } from '../../shared/users.ts'

export type Person = {
  readonly id: UserId
  readonly displayName: string
  readonly username: string
  /** True for an account of the directory's own admins; absent where that is not known. */
  readonly isProtected?: boolean
}

/** The people that a grid hands to a dialog: the selection, how many they are, and the person's name if there is only one. */
export type Chosen = {
  readonly selection: Selection
  readonly count: number
  readonly single: Person | null
}
