import type { UserId } from '../../shared/ids.ts'
import type { Selection } from '../../shared/users.ts'

export type Person = { readonly id: UserId; readonly displayName: string; readonly username: string }

/** What a grid hands to a dialog: who is meant, how many, and the person's name when it is only one. */
export type Chosen = {
  readonly selection: Selection
  readonly count: number
  readonly single: Person | null
}
