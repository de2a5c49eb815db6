import type { ReactElement } from 'react'

/** Something that can be done, as the command bar, the details and the menus of the list show it. */
export type Command = {
  readonly id: string
  readonly label: string
  readonly icon: ReactElement
  readonly run: () => void
  /** Why the command is disabled, in words; null when it is enabled. */
  readonly whyNot: string | null
  /** True for what takes something from somebody for good. */
  readonly isDanger?: boolean
  /** The key that does the same in the list. */
  readonly keys?: string
}
