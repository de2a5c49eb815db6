import type { UserId } from '../../shared/ids.ts'
import type { Selection } from '../../shared/users.ts'

/** What a grid hands to a dialog: who is meant, how many, and the person's name when it is only one. */
export type Chosen = {
  readonly selection: Selection
  readonly count: number
  readonly single: { readonly id: UserId; readonly displayName: string; readonly username: string } | null
}
