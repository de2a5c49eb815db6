import {
  Button,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { PersonArrowBackRegular } from '@fluentui/react-icons'
import type { DeletedUser } from '../../shared/deleted.ts'
import type { Person } from '../base/chosen.ts'
import { useSession } from '../base/session.ts'
import { outOfChange } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', minWidth: 0 },
  table: { tableLayout: 'auto' },
  cell: { height: 'auto', padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}` },
  text: { overflowWrap: 'anywhere' },
  whole: { whiteSpace: 'nowrap' },
})

type DeletedTableProps = {
  readonly users: readonly DeletedUser[]
  /** Why the signed-in admin may not restore anybody; null if they may. */
  readonly whyNot: string | null
  readonly onRestore: (person: Person) => void
}

/** The deleted users of one page; wider than a narrow window, so it scrolls by itself. */
export function DeletedTable({ users, ...rest }: DeletedTableProps) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.scroller} aria-label={t('users.deletedTitle')} tabIndex={0}>
      <Table className={styles.table} aria-label={t('users.deletedTitle')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('users.columns.displayName')}</TableHeaderCell>
            <TableHeaderCell>{t('users.columns.username')}</TableHeaderCell>
            <TableHeaderCell>{t('users.deletedOn')}</TableHeaderCell>
            <TableHeaderCell>{t('users.daysLeft')}</TableHeaderCell>
            <TableHeaderCell>{t('users.actions')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {users.map((user) => (
            <DeletedRow key={user.id} user={user} {...rest} />
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

type DeletedRowProps = Omit<DeletedTableProps, 'users'> & { readonly user: DeletedUser }

function DeletedRow({ user, whyNot: whyNobody, onRestore }: DeletedRowProps) {
  const words = useWords()
  const { t, formatDateTime, formatNumber } = words
  const asking = useSession()
  // A deleted user has no roles left: only groups can keep one out of reach.
  const whyNot = whyNobody ?? (user.canRestore ? null : outOfChange(asking, [], words))
  const styles = useStyles()
  const { id, displayName, username, deletedAt, daysLeft } = user
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
  return (
    <TableRow>
      <TableCell className={mergeClasses(styles.cell, styles.text)}>{displayName}</TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.text)}>{username}</TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.whole)}>
        <time dateTime={new Date(deletedAt).toISOString()}>{formatDateTime(deletedAt)}</time>
      </TableCell>
      <TableCell className={styles.cell}>{formatNumber(daysLeft)}</TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.whole)}>
        {whyNot === null ? (
          restore
        ) : (
          <Tooltip content={whyNot} relationship="description">
            {restore}
          </Tooltip>
        )}
      </TableCell>
    </TableRow>
  )
}
