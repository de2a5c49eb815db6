import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { UserRow } from '../../shared/users.ts'
import { noFilter } from '../../shared/users.ts'
import type { Chosen } from '../app/chosen.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { chosenOf, chosenPerson } from './chosen-people.ts'
import { CommandBar } from './command-bar.tsx'
import { EmptyList } from './empty-list.tsx'
import { FilterTags } from './filter-tags.tsx'
import { rowHeight } from './grid-styles.ts'
import { ListStatus } from './list-status.tsx'
import { type SearchHandle, SearchUsers } from './search-users.tsx'
import { type ChosenPeople, chosenCount, selectionOf } from './selection.ts'
import { useColumns } from './use-columns.ts'
import { useCommands } from './use-commands.tsx'
import { useExport } from './use-export.ts'
import { useSelection } from './use-selection.ts'
import { type ShownUsers, useShownUsers } from './use-user-rows.ts'
import { useFindKey, useWantedView } from './use-wanted-view.ts'
import { UserGrid } from './user-grid.tsx'
import { type UserDialogs, UserPanels, type UserTask } from './user-panels.tsx'
import type { UserView } from './user-view.ts'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    height: '100%',
    minHeight: '24rem',
    minWidth: 0,
  },
  finding: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM, flexShrink: 0 },
  grid: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  headerOnly: { flexGrow: 0, flexShrink: 0, height: `${rowHeight + 1}px` },
  oneRow: { flexGrow: 0, flexShrink: 0, height: `${2 * rowHeight + 1}px` },
})

/** Hands the whole choice to a dialog; one failure to name a single person is told on the page. */
function useChosenAction(people: ChosenPeople, view: UserView) {
  const [error, setError] = useState<unknown>(null)
  const latest = useRef({ people, view })
  useEffect(() => {
    latest.current = { people, view }
  })
  const withChosen = useCallback((run: (chosen: Chosen) => void) => {
    const { people: chosen, view: shown } = latest.current
    setError(null)
    chosenOf(chosen, shown).then(run, setError)
  }, [])
  return { withChosen, error, latest }
}

function useRuns(
  { onResetPassword, onRequireChange }: UserDialogs,
  { withChosen, latest }: ReturnType<typeof useChosenAction>,
  setTask: (task: UserTask | null) => void,
  exportUsers: ReturnType<typeof useExport>['exportUsers'],
) {
  return useMemo(
    () => ({
      reset: () => withChosen(onResetPassword),
      requireChange: () => withChosen(onRequireChange),
      add: () => setTask({ kind: 'add' }),
      importFile: () => setTask({ kind: 'import' }),
      exportFile: () => {
        const { people, view } = latest.current
        const isAll = chosenCount(people) === 0
        void exportUsers(isAll ? { kind: 'matching', query: view.query, except: [] } : selectionOf(people))
      },
      filter: () => setTask({ kind: 'filter' }),
      columns: () => setTask({ kind: 'columns' }),
    }),
    [onResetPassword, onRequireChange, withChosen, latest, setTask, exportUsers],
  )
}

function isSparse({ total, all, isFirstLoad }: ShownUsers): boolean {
  return !isFirstLoad && (total === 0 || all === 1)
}

/** The list of everybody with an account: find, choose, and give new passwords. */
export function ActiveUsersPage(props: UserDialogs) {
  const { t } = useWords()
  const styles = useStyles()
  const [task, setTask] = useState<UserTask | null>(null)
  const [columns, setColumns] = useColumns()
  const wanted = useWantedView()
  const users = useShownUsers(wanted.view)
  const selection = useSelection(users.shown, users.total)
  const action = useChosenAction(selection.people, users.shown)
  const exporting = useExport()
  const runs = useRuns(props, action, setTask, exporting.exportUsers)
  const commands = useCommands(runs, chosenCount(selection.people) > 0)
  const search = useRef<SearchHandle>(null)
  const find = useCallback(() => search.current?.focus(), [])
  useFindKey(find)
  const open = useCallback((row: UserRow) => setTask({ kind: 'details', row }), [])
  const { onResetPassword } = props
  const resetOne = useCallback((row: UserRow) => onResetPassword(chosenPerson(row)), [onResetPassword])
  const clearAll = () => {
    search.current?.clear()
    wanted.filter(noFilter)
  }
  return (
    <div className={styles.page}>
      <PageHeader title={t('users.title')}>
        <CommandBar commands={commands} />
      </PageHeader>
      <div className={styles.finding}>
        <SearchUsers ref={search} onSearch={wanted.search} />
        <ListStatus users={users} selection={selection} />
      </div>
      <FilterTags filter={wanted.view.query.filter} onChange={wanted.filter} onClear={() => wanted.filter(noFilter)} />
      <ErrorBar error={users.error ?? selection.error ?? action.error ?? exporting.error} />
      <div
        className={mergeClasses(
          styles.grid,
          isSparse(users) && (users.total === 0 ? styles.headerOnly : styles.oneRow),
        )}
      >
        <UserGrid
          users={users}
          columns={columns}
          selection={selection}
          onOpen={open}
          onReset={resetOne}
          onSort={wanted.sortBy}
          onFind={find}
        />
      </div>
      {isSparse(users) && <EmptyList users={users} onAdd={runs.add} onImport={runs.importFile} onClear={clearAll} />}
      <UserPanels
        {...props}
        task={task}
        onTask={setTask}
        query={wanted.view.query}
        onFilter={wanted.filter}
        columns={columns}
        onColumns={setColumns}
      />
    </div>
  )
}
