import { Button, Tooltip } from '@fluentui/react-components'
import { PersonArrowBackRegular } from '@fluentui/react-icons'
import type { DeletedUser } from '../../shared/deleted.ts'
import type { Person } from '../base/chosen.ts'
import { useSession } from '../base/session.ts'
import { whyNotChangeable } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable, type DataTableProps } from '../ui/data-table.tsx'

type DeletedTableProps = Pick<DataTableProps<DeletedUser>, 'isLoading' | 'empty' | 'pager'> & {
  /** Undefined until they have been read. */
  readonly users: readonly DeletedUser[] | undefined
  /** Why the signed-in admin may not restore anybody; null if they may. */
  readonly whyNot: string | null
  readonly onRestore: (person: Person) => void
}

/** The deleted users of one page. */
export function DeletedTable({ users, whyNot, onRestore, isLoading, empty, pager }: DeletedTableProps) {
  const { t, formatDateTime, formatNumber } = useWords()
  const columns: readonly Column<DeletedUser>[] = [
    {
      key: 'displayName',
      title: t('users.columns.displayName'),
      text: 'breaks',
      cell: ({ displayName }) => displayName,
    },
    { key: 'username', title: t('users.columns.username'), text: 'breaks', cell: ({ username }) => username },
    {
      key: 'deletedOn',
      title: t('users.deletedOn'),
      text: 'whole',
      cell: ({ deletedAt }) => <time dateTime={new Date(deletedAt).toISOString()}>{formatDateTime(deletedAt)}</time>,
    },
    { key: 'daysLeft', title: t('users.daysLeft'), cell: ({ daysLeft }) => formatNumber(daysLeft) },
    {
      key: 'actions',
      title: t('users.actions'),
      text: 'whole',
      cell: (user) => <RestoreButton user={user} whyNot={whyNot} onRestore={onRestore} />,
    },
  ]
  return (
    <DataTable
      label={t('users.deletedTitle')}
      rows={users}
      keyOf={({ id }) => id}
      {...{ columns, isLoading, empty, pager }}
    />
  )
}

type RestoreButtonProps = Pick<DeletedTableProps, 'whyNot' | 'onRestore'> & { readonly user: DeletedUser }

function RestoreButton({ user, whyNot: whyNobody, onRestore }: RestoreButtonProps) {
  const words = useWords()
  const { t } = words
  const asking = useSession()
  // A deleted user has no roles, so that only a limit to groups can keep one out of reach.
  const whyNot = whyNobody ?? (user.canRestore ? null : whyNotChangeable(asking, [], words))
  const { id, displayName, username } = user
  const restore = (
    <Button
      size="small"
      icon={<PersonArrowBackRegular />}
      aria-label={t('users.restoreFor', { name: displayName })}
      disabledFocusable={whyNot !== null}
      onClick={() => onRestore({ id, displayName, username })}
    >
      {t('users.restoreUser')}
    </Button>
  )
  if (whyNot === null) return restore
  return (
    <Tooltip content={whyNot} relationship="description">
      {restore}
    </Tooltip>
  )
}
