import { Caption1, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AuditEntry } from '../../../shared/audit.ts'
import type { UserDetails } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Titled } from '../../ui/titled.tsx'
import { historyWords } from './history-words.ts'

const limit = 10

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  item: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  line: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What was done to one person and by them, newest first, from the audit log. */
export function UserHistory({ user: { id, username } }: { readonly user: UserDetails }) {
  const { t } = useWords()
  const styles = useStyles()
  const [offset, setOffset] = useState(0)
  const options = api.users.history.queryOptions({ input: { id, offset, limit }, placeholderData: keepPreviousData })
  const { data, error, isPending } = useQuery({ ...options, gcTime: 0 })
  return (
    <Titled level={3} isTight title={t('users.history')}>
      <ErrorBar error={error} />
      {isPending && <Spinner size="small" delay={300} label={t('ui.loading')} />}
      {data?.total === 0 && <Text className={styles.quiet}>{t('users.noHistory')}</Text>}
      {data !== undefined && data.total > 0 && (
        <ul className={styles.list}>
          {data.entries.map((entry) => (
            <HistoryItem key={entry.id} entry={entry} username={username} />
          ))}
        </ul>
      )}
      <Pager
        label={t('users.historyPages')}
        offset={offset}
        limit={limit}
        total={data?.total ?? 0}
        onTurn={setOffset}
      />
    </Titled>
  )
}

function HistoryItem({ entry, username }: { readonly entry: AuditEntry; readonly username: string }) {
  const words = useWords()
  const styles = useStyles()
  const { what, rest } = historyWords(entry, username, words)
  const utc = new Date(entry.at).toISOString()
  return (
    <li className={styles.item}>
      <div className={styles.line}>
        <Text>{what}</Text>
        <time dateTime={utc} title={`${utc} (UTC)`} className={styles.quiet}>
          {words.formatDateTime(entry.at)}
        </time>
      </div>
      <Caption1 className={styles.quiet}>{rest}</Caption1>
    </li>
  )
}
