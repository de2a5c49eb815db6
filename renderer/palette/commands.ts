import { matches, searchNeedles, searchText } from '../../shared/rules/text/fold.ts'

/** The groups of the palette, in their order. */
export const groups = ['people', 'actions', 'pages', 'settings'] as const
export type Group = (typeof groups)[number]

/** One line of the palette: where to go, or what to do. Only what the signed-in person may do is a line. */
export type Command = {
  readonly key: string
  readonly group: Group
  readonly label: string
  /** A second line, such as a user name. */
  readonly detail?: string
  readonly run: () => void
}

/** The commands that have every word of a search, in the order of the groups; letters are compared as in the list of users. */
export function found(commands: readonly Command[], search: string): readonly Command[] {
  const needles = searchNeedles(search)
  return groups.flatMap((group) =>
    commands.filter((command) => command.group === group && matches(searchText([command.label]), needles)),
  )
}
