import { Caption1, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import { CheckmarkCircle16Regular, Clock16Regular, ErrorCircle16Regular } from '@fluentui/react-icons'
import type { DirectoryId, DirectoryRow } from '../../shared/directories.ts'
import { directoryNames } from '../../shared/i18n/directory-names.ts'
import { serverText } from '../../shared/rules/directory/directory-server.ts'
import { useWhyNot } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable, type DataTableProps } from '../ui/data-table.tsx'
import { MaybeButton } from '../ui/maybe-button.tsx'

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  icon: { display: 'inline-flex', flexShrink: 0 },
  connected: { color: tokens.colorStatusSuccessForeground1 },
  fault: { color: tokens.colorStatusDangerForeground1 },
  unread: { color: tokens.colorStatusWarningForeground3 },
  server: { display: 'block', overflowWrap: 'anywhere' },
  others: { color: tokens.colorNeutralForeground2 },
  // Narrow enough to leave the names whole.
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, maxWidth: '22rem' },
})

type DirectoriesTableProps = Pick<DataTableProps<DirectoryRow>, 'isLoading' | 'empty' | 'rows'> & {
  readonly reading: ReadonlySet<DirectoryId>
  readonly onRead: (directory: DirectoryRow) => void
  readonly onChange: (directory: DirectoryRow) => void
  readonly onTest: (directory: DirectoryRow) => void
  readonly onMatch: (directory: DirectoryRow) => void
  readonly onDisconnect: (directory: DirectoryRow) => void
}

/** The connected directories: where each is, how many people it has, how it is, and what can be done with it. */
export function DirectoriesTable({ reading, ...props }: DirectoriesTableProps) {
  const { onRead, onChange, onTest, onMatch, onDisconnect, ...table } = props
  const { t, formatNumber, formatDateTime } = useWords()
  const styles = useStyles()
  const title = (column: 'name' | 'kind' | 'server' | 'people' | 'lookedAt' | 'state' | 'actions') =>
    t(`directories.columns.${column}`)
  const columns: readonly Column<DirectoryRow>[] = [
    { key: 'name', title: title('name'), text: 'breaks', cell: ({ connection }) => connection.name },
    { key: 'kind', title: title('kind'), cell: ({ connection }) => directoryNames[connection.kind] },
    { key: 'server', title: title('server'), text: 'breaks', cell: (row) => <Servers row={row} /> },
    { key: 'people', title: title('people'), text: 'whole', cell: ({ people }) => formatNumber(people) },
    {
      key: 'lookedAt',
      title: title('lookedAt'),
      cell: ({ lookedAt }) => (lookedAt === null ? t('directories.never') : formatDateTime(lookedAt)),
    },
    { key: 'state', title: title('state'), cell: (row) => <StateOf row={row} isReading={reading.has(row.id)} /> },
    {
      key: 'actions',
      title: title('actions'),
      cell: (row) => (
        <span className={styles.actions}>
          <Actions
            row={row}
            isReading={reading.has(row.id)}
            onRead={() => onRead(row)}
            onChange={() => onChange(row)}
            onTest={() => onTest(row)}
            onMatch={() => onMatch(row)}
            onDisconnect={() => onDisconnect(row)}
          />
        </span>
      ),
    },
  ]
  return (
    <DataTable
      label={t('directories.caption')}
      keyOf={({ id }) => id}
      isTopAligned
      minWidth="900px"
      columns={columns}
      {...table}
    />
  )
}

function Servers({ row: { connection } }: { readonly row: DirectoryRow }) {
  const styles = useStyles()
  const [first, ...others] = connection.servers.map(serverText)
  return (
    <>
      <span className={styles.server}>{first}</span>
      {others.map((other) => (
        <Caption1 key={other} className={mergeClasses(styles.server, styles.others)}>
          {other}
        </Caption1>
      ))}
    </>
  )
}

const icons = { connected: CheckmarkCircle16Regular, fault: ErrorCircle16Regular, unread: Clock16Regular } as const

function StateOf({ row, isReading }: { readonly row: DirectoryRow; readonly isReading: boolean }) {
  const { t } = useWords()
  const styles = useStyles()
  if (row.leaving !== null)
    return <Spinner size="extra-tiny" labelPosition="after" label={t('directories.states.leaving')} />
  if (isReading) return <Spinner size="extra-tiny" labelPosition="after" label={t('directories.states.reading')} />
  const healthy = row.lookedAt === null ? 'unread' : 'connected'
  const state = row.fault === null ? healthy : 'fault'
  const Icon = icons[state]
  return (
    <span className={styles.state}>
      <span className={mergeClasses(styles.icon, styles[state])}>
        <Icon />
      </span>
      {t(`directories.states.${state}`)}
    </span>
  )
}

type ActionsProps = {
  readonly row: DirectoryRow
  readonly isReading: boolean
  readonly onRead: () => void
  readonly onChange: () => void
  readonly onTest: () => void
  readonly onMatch: () => void
  readonly onDisconnect: () => void
}

function Actions({ row, isReading, onRead, onChange, onTest, onMatch, onDisconnect }: ActionsProps) {
  const { connection, leaving } = row
  const { t } = useWords()
  const { name } = connection
  const notAllowed = useWhyNot('vault.manage')
  if (leaving !== null) return null
  return (
    <>
      <MaybeButton
        label={t('directories.readNow')}
        name={t('directories.readNowOf', { name })}
        whyNot={isReading ? t('directories.states.reading') : null}
        onClick={onRead}
      />
      <MaybeButton
        label={t('directories.test')}
        name={t('directories.testOf', { name })}
        whyNot={null}
        onClick={onTest}
      />
      <MaybeButton
        label={t('directories.change')}
        name={t('directories.changeOf', { name })}
        whyNot={notAllowed}
        onClick={onChange}
      />
      <MaybeButton
        label={t('directories.matchPeople')}
        name={t('directories.matchPeopleOf', { name })}
        whyNot={notAllowed}
        onClick={onMatch}
      />
      <MaybeButton
        label={t('directories.disconnect')}
        name={t('directories.disconnectOf', { name })}
        whyNot={notAllowed}
        onClick={onDisconnect}
      />
    </>
  )
}
