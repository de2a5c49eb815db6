import { Link } from '@fluentui/react-components'
import type { Group } from '../../shared/groups.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable, type DataTableProps } from '../ui/data-table.tsx'
import { byName, kindText } from './group-words.ts'

type GroupTableProps = Pick<DataTableProps<Group>, 'isLoading' | 'empty'> & {
  /** Undefined until they have been read. */
  readonly groups: readonly Group[] | undefined
  readonly onOpen: (group: Group) => void
}

/** All groups by name; the name opens the pane. */
export function GroupTable({ groups, onOpen, isLoading, empty }: GroupTableProps) {
  const words = useWords()
  const { t, formatNumber } = words
  const columns: readonly Column<Group>[] = [
    {
      key: 'name',
      title: t('groups.name'),
      text: 'breaks',
      cell: (group) => (
        <Link as="button" onClick={() => onOpen(group)}>
          {group.name}
        </Link>
      ),
    },
    { key: 'who', title: t('groups.who'), text: 'breaks', cell: (group) => kindText(group, words) },
    { key: 'people', title: t('groups.people'), cell: ({ memberCount }) => formatNumber(memberCount) },
    { key: 'subgroups', title: t('groups.subgroups'), cell: ({ groupCount }) => formatNumber(groupCount) },
  ]
  return (
    <DataTable
      label={t('groups.title')}
      rows={groups && byName(groups, words)}
      keyOf={({ id }) => id}
      {...{ columns, isLoading, empty }}
    />
  )
}
