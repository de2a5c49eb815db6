import {
  ArrowAutofitWidthRegular,
  ArrowFitInRegular,
  ArrowLeftRegular,
  ArrowRightRegular,
  ArrowSortDownRegular,
  ArrowSortUpRegular,
  ArrowUndoRegular,
  ColumnTripleEditRegular,
  EyeOffRegular,
} from '@fluentui/react-icons'
import type { UserSort } from '../../../shared/users.ts'
import { useWords } from '../../base/words/words.ts'
import type { Command } from '../commands/command.ts'
import { allowedWidth, type PlacedColumn, widthStep } from './column-widths.ts'
import { isMovable, movePast, showColumn } from './columns.ts'
import type { ListSetting } from './list-look.ts'

type ColumnCommandsProps = {
  readonly column: PlacedColumn
  readonly setting: ListSetting
  readonly onSort: (by: UserSort['by'], direction: UserSort['direction']) => void
  readonly onColumns: () => void
}

/** What can be done about a column, in groups: its order, its width, its place. */
export function useColumnCommands({ column, setting, onSort, onColumns }: ColumnCommandsProps) {
  const { t } = useWords()
  const { columns, look, setColumns, setLook, reset } = setting
  const { id, sortKey } = column
  const shown = columns.filter(({ isShown }) => isShown).map((one) => one.id)
  const place = isMovable(id) ? shown.indexOf(id) : -1
  const stays = isMovable(id) ? null : t('users.columnStays')
  const command = (
    name: string,
    label: string,
    icon: Command['icon'],
    run: () => void,
    whyNot: string | null = null,
  ) => ({
    ...{ id: name, label, icon, run, whyNot },
  })
  const setWidth = (width: number) => setLook({ ...look, widths: { ...look.widths, [id]: allowedWidth(width) } })
  const fit = () => {
    const { [id]: _, ...others } = look.widths
    setLook({ ...look, widths: others })
  }
  const move = (by: -1 | 1) => isMovable(id) && setColumns(movePast(columns, id, by, shown))
  const sort = (direction: UserSort['direction']) => sortKey !== null && onSort(sortKey, direction)
  const end = (isAtEnd: boolean) => stays ?? (isAtEnd ? t('users.columnAtEnd') : null)
  return [
    [
      command('up', t('users.sortUp'), <ArrowSortUpRegular />, () => sort('ascending')),
      command('down', t('users.sortDown'), <ArrowSortDownRegular />, () => sort('descending')),
    ],
    [
      command('wider', t('users.wider'), <ArrowAutofitWidthRegular />, () => setWidth(column.width + 3 * widthStep)),
      command('narrower', t('users.narrower'), <ArrowFitInRegular />, () => setWidth(column.width - 3 * widthStep)),
      command('fit', t('users.fitColumn'), <ArrowAutofitWidthRegular />, fit),
    ],
    [
      command('left', t('users.moveLeft'), <ArrowLeftRegular />, () => move(-1), end(place === 0)),
      command('right', t('users.moveRight'), <ArrowRightRegular />, () => move(1), end(place === shown.length - 1)),
      command(
        'hide',
        t('users.hideColumn'),
        <EyeOffRegular />,
        () => isMovable(id) && setColumns(showColumn(columns, id, false)),
        stays,
      ),
    ],
    [
      command('columns', t('users.chooseColumns'), <ColumnTripleEditRegular />, onColumns),
      command('standard', t('users.resetColumns'), <ArrowUndoRegular />, reset),
    ],
  ] satisfies readonly (readonly Command[])[]
}
