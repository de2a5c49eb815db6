import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AuditEntry } from '../../shared/audit.ts'
import { reasonText } from '../../shared/i18n/entry-texts.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable, type DataTableProps } from '../ui/data-table.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Titled } from '../ui/titled.tsx'

const limit = 10

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } })

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
      <SignInTable
        entries={data?.entries}
        pager={{ label: t('sessions.signInPages'), offset, limit, total: data?.total ?? 0, onTurn: setOffset }}
      />
    </Titled>
  )
}

type SignInTableProps = Pick<DataTableProps<AuditEntry>, 'pager'> & {
  readonly entries: readonly AuditEntry[] | undefined
}

function SignInTable({ entries, pager }: SignInTableProps) {
  const { t, formatDateTime } = useWords()
  const title = (column: 'time' | 'result' | 'reason' | 'door') => t(`audit.columns.${column}`)
  const columns: readonly Column<AuditEntry>[] = [
    {
      key: 'time',
      title: title('time'),
      text: 'whole',
      cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{formatDateTime(at)}</time>,
    },
    {
      key: 'result',
      title: title('result'),
      text: 'whole',
      cell: ({ result }) => (
        <Badge appearance="tint" color={result === 'success' ? 'success' : 'danger'}>
          {t(`sessions.signInResult.${result}`)}
        </Badge>
      ),
    },
    { key: 'reason', title: title('reason'), cell: ({ reason }) => reasonText(t, reason) },
    { key: 'door', title: title('door'), cell: ({ door }) => t(`audit.doors.${door}`) },
  ]
  return (
    <DataTable
      label={t('sessions.recentSignIns')}
      rows={entries}
      keyOf={({ id }) => id}
      size="small"
      isTopAligned
      scroller="group"
      {...{ columns, pager }}
    />
  )
}
