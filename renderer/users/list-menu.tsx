import { useWords } from '../base/words/words.ts'
import type { Command } from './commands/command.ts'
import { ContextMenu } from './commands/context-menu.tsx'
import type { PersonCommandsProps } from './commands/person-commands.tsx'
import { PersonMenu } from './commands/person-menu.tsx'
import type { ListSetting } from './grid/list-look.ts'
import { useColumnCommands } from './grid/use-column-commands.tsx'
import type { GridMenu } from './grid/use-grid-input.ts'
import type { WantedView } from './use-wanted-view.ts'
import type { UserTask } from './user-panels.tsx'

/** A menu of the list as it was asked for; `key` tells it from the one before. */
export type AskedMenu = { readonly menu: GridMenu; readonly key: number; readonly restore: () => void }

type ListMenuProps = Pick<PersonCommandsProps, 'onResetPassword' | 'onRequireChange'> & {
  readonly asked: AskedMenu | null
  readonly setting: ListSetting
  /** What can be done about everybody selected, in groups. */
  readonly chosenCommands: readonly (readonly Command[])[]
  readonly onSort: WantedView['sortBy']
  /** Copies the names of everybody selected. */
  readonly onCopy: () => void
  readonly onTask: (task: UserTask) => void
}

/** The menu of the right mouse button in the list: of a person, of everybody selected, or of a column. */
export function ListMenu({ asked, ...props }: ListMenuProps) {
  if (asked === null) return null
  const { menu, key, restore } = asked
  if (menu.of === 'column') return <ColumnMenu key={key} menu={menu} onClosed={restore} {...props} />
  if (menu.of === 'chosen') return <ChosenMenu key={key} at={menu.at} onClosed={restore} {...props} />
  const { onTask, onCopy, onResetPassword, onRequireChange } = props
  const { row, at } = menu
  return (
    <PersonMenu
      key={key}
      row={row}
      at={at}
      onStep={(step) => onTask({ kind: 'step', step, row })}
      onOpen={() => onTask({ kind: 'details', row })}
      onClosed={restore}
      {...{ onCopy, onResetPassword, onRequireChange }}
    />
  )
}

type OneMenu = Omit<ListMenuProps, 'asked'> & { readonly onClosed: () => void }

function ChosenMenu({ at, chosenCommands, onClosed }: OneMenu & Pick<GridMenu, 'at'>) {
  const { t } = useWords()
  return <ContextMenu label={t('users.chosenActions')} at={at} groups={chosenCommands} onClosed={onClosed} />
}

function ColumnMenu({
  menu,
  setting,
  onSort,
  onTask,
  onClosed,
}: OneMenu & { readonly menu: GridMenu & { of: 'column' } }) {
  const { t } = useWords()
  const { column, at } = menu
  const onColumns = () => onTask({ kind: 'columns' })
  const groups = useColumnCommands({ column, setting, onSort, onColumns })
  return <ContextMenu label={t(`users.columns.${column.id}`)} at={at} groups={groups} onClosed={onClosed} />
}
