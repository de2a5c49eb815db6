import {
  Badge,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AuditEntry } from '../../shared/audit.ts'
import { api } from '../base/api.ts'
import { reasonText } from '../base/words/entry-words.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Pager } from '../ui/pager.tsx'
import { Titled } from '../ui/titled.tsx'

const limit = 10
const columns = ['time', 'result', 'reason', 'door'] as const

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', minWidth: 0 },
  table: { tableLayout: 'auto' },
  cell: {
    height: 'auto',
    verticalAlign: 'top',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
  },
  whole: { whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** The person's own sign-ins, good and refused, so that a stranger's is noticed. */
export function MySignIns() {
  const { t } = useWords()
  const styles = useStyles()
  const [offset, setOffset] = useState(0)
  const options = api.account.signIns.queryOptions({ input: { offset, limit }, placeholderData: keepPreviousData })
  const { data, error } = useQuery({ ...options, gcTime: 0 })
  return (
    <Titled level={2} title={t('sessions.recentSignIns')}>
      <ErrorBar error={error} />
      <Text className={styles.quiet}>{t(data?.total === 0 ? 'sessions.noSignIns' : 'sessions.signInsHint')}</Text>
      {data !== undefined && data.total > 0 && <SignInTable entries={data.entries} />}
      <Pager
        label={t('sessions.signInPages')}
        offset={offset}
        limit={limit}
        total={data?.total ?? 0}
        onTurn={setOffset}
      />
    </Titled>
  )
}

function SignInTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    // Not a section: the heading above has named one already.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <div role="group" className={styles.scroller} aria-label={t('sessions.recentSignIns')} tabIndex={0}>
      <Table size="small" className={styles.table} aria-label={t('sessions.recentSignIns')}>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHeaderCell key={column}>{t(`audit.columns.${column}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {entries.map((entry) => (
            <SignInRow key={entry.id} entry={entry} />
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

function SignInRow({ entry: { at, result, reason, door } }: { readonly entry: AuditEntry }) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  return (
    <TableRow>
      <TableCell className={mergeClasses(styles.cell, styles.whole)}>
        <time dateTime={new Date(at).toISOString()}>{formatDateTime(at)}</time>
      </TableCell>
      <TableCell className={styles.cell}>
        <Badge appearance="tint" color={result === 'success' ? 'success' : 'danger'}>
          {t(`sessions.signInResult.${result}`)}
        </Badge>
      </TableCell>
      <TableCell className={styles.cell}>{reasonText(t, reason)}</TableCell>
      <TableCell className={styles.cell}>{t(`audit.doors.${door}`)}</TableCell>
    </TableRow>
  )
}
