import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../base/api.ts'
import type { Person } from '../base/chosen.ts'
import { useWhyNot } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { DeletedTable } from './deleted-table.tsx'

const limit = 100

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
})

/** Deleted people who can still be restored, the latest first. */
export function DeletedUsersPage({ onRestore }: { readonly onRestore: (person: Person) => void }) {
  const { t } = useWords()
  const styles = useStyles()
  const [offset, setOffset] = useState(0)
  const options = api.deleted.list.queryOptions({ input: { offset, limit }, placeholderData: keepPreviousData })
  const { data, error, isPending } = useQuery({ ...options, gcTime: 0 })
  const whyNot = useWhyNot('users.change')
  const total = data?.total ?? 0
  // Goes back a page when the last row of the last page was restored.
  if (data !== undefined && offset > 0 && offset >= total) setOffset(Math.max(0, offset - limit))
  return (
    <div className={styles.root}>
      <PageHeader title={t('users.deletedTitle')} />
      <ErrorBar error={error} />
      {total > 0 && whyNot !== null && <Text>{whyNot}</Text>}
      <DeletedTable
        users={data?.users}
        isLoading={isPending}
        empty={<EmptyState title={t('users.noDeleted')} text={t('users.noDeletedText')} />}
        pager={{ label: t('users.deletedPages'), offset, limit, total, onTurn: setOffset }}
        whyNot={whyNot}
        onRestore={onRestore}
      />
    </div>
  )
}
