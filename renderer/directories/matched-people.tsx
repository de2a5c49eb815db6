import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DirectoryRow, MatchedPerson } from '../../shared/directories.ts'
import type { JobId } from '../../shared/ids.ts'
import { api, client } from '../base/api.ts'
import { useConfirmedAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'

const pageSize = 50

const useStyles = makeStyles({
  person: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground2 },
})

type MatchedPeopleProps = { readonly directory: DirectoryRow; readonly onUndone: (jobId: JobId) => void }

/** Who was matched, and an undo for each as long as there is one. */
export function MatchedPeople({ directory: { id }, onUndone }: MatchedPeopleProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const [offset, setOffset] = useState(0)
  const options = api.directories.matched.queryOptions({ input: { id, offset, limit: pageSize }, staleTime: 0 })
  const { data, error } = useQuery({ ...options, placeholderData: keepPreviousData })
  const { run, error: failure, isBusy } = useConfirmedAction(() => {})
  type Users = Parameters<typeof client.directories.undoMatch>[0]['users']
  const undo = (users: Users) =>
    void run(
      () => client.directories.undoMatch({ id, users }),
      ({ jobId }) => onUndone(jobId),
    )
  const columns: readonly Column<MatchedPerson>[] = [
    {
      key: 'person',
      title: t('directories.matchColumns.here'),
      cell: ({ displayName, username }) => (
        <span className={styles.person}>
          {displayName}
          <Caption1 className={styles.note}>{username}</Caption1>
        </span>
      ),
    },
    {
      key: 'matchedAt',
      title: t('directories.matchColumns.matchedAt'),
      cell: ({ adoptedAt }) => formatDateTime(adoptedAt),
    },
    {
      key: 'undo',
      title: t('directories.matchColumns.undo'),
      cell: ({ userId, displayName, canUndo }) =>
        canUndo ? (
          <Button
            size="small"
            aria-label={t('directories.undoOf', { name: displayName })}
            disabledFocusable={isBusy}
            onClick={() => undo({ kind: 'people', ids: [userId] })}
          >
            {t('directories.undo')}
          </Button>
        ) : (
          <Caption1>{t('directories.undoGone')}</Caption1>
        ),
    },
  ]
  const undoable = data?.undoable ?? 0
  return (
    <>
      <ErrorBar error={failure ?? error} />
      {data !== undefined && data.total > 0 && <Body1>{t('directories.undoText', { count: data.days })}</Body1>}
      {undoable > 1 && (
        <div>
          <Button disabledFocusable={isBusy} onClick={() => undo({ kind: 'everybody', jobId: null })}>
            {t('directories.undoAll', { count: undoable })}
          </Button>
        </div>
      )}
      <DataTable
        label={t('directories.matchList')}
        scroller="group"
        size="small"
        widths="byContent"
        isTopAligned
        columns={columns}
        rows={data?.people}
        isLoading={error === null}
        keyOf={({ userId }) => userId}
        empty={<EmptyState title={t('directories.matchEmpty.matched')} text="" />}
        pager={{
          label: t('directories.matchPages'),
          offset,
          limit: pageSize,
          total: data?.total ?? 0,
          onTurn: setOffset,
        }}
      />
    </>
  )
}
