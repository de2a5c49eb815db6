import { makeStyles, tokens } from '@fluentui/react-components'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { JobId } from '../../shared/ids.ts'
import { noFilter, type UserRow } from '../../shared/users.ts'
import type { ViewConditions } from '../../shared/views.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { AfterReset, type FinishedReset } from './after-reset.tsx'
import { CommandBar } from './command-bar.tsx'
import { ChosenActions } from './commands/chosen-actions.tsx'
import { FilterTags } from './filters/filter-tags.tsx'
import { type SearchHandle, SearchUsers } from './filters/search-users.tsx'
import { useListSetting } from './grid/list-look.ts'
import { UserList } from './grid/user-list.tsx'
import { ListMenu } from './list-menu.tsx'
import { chosenPerson } from './selection/chosen-people.ts'
import { ListStatus } from './selection/list-status.tsx'
import { chosenCount } from './selection/selection.ts'
import { useSelection } from './selection/use-selection.ts'
import { StaleDirectories, useDirectories } from './stale-directories.tsx'
import { useChosenCommands } from './use-chosen-commands.tsx'
import { useCommandActions } from './use-command-actions.ts'
import { useCommands } from './use-commands.tsx'
import { useListDoing } from './use-list-doing.ts'
import { useShownUsers } from './use-user-rows.ts'
import { useFindKey, useWantedView, type WantedView } from './use-wanted-view.ts'
import { type UserDialogs, UserPanels, type UserTask } from './user-panels.tsx'
import { useViews } from './views/use-views.ts'
import { WaitingBar, WaitingButton, waitingFilter } from './waiting.tsx'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    height: '100%',
    minHeight: '18rem',
    minWidth: 0,
  },
  finding: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM, flexShrink: 0 },
})

/** Focuses the search box when the element that had the focus disappears, and clears the search. */
function useFinding({ view, filter, show }: WantedView) {
  const search = useRef<SearchHandle>(null)
  const views = useViews(view, (conditions) => {
    search.current?.show(conditions.search)
    show(conditions)
  })
  const find = useCallback(() => search.current?.focus(), [])
  useFindKey(find)
  const clearFilters = () => {
    views.leave()
    filter(noFilter)
  }
  const clearAll = () => {
    search.current?.clear()
    clearFilters()
  }
  const dropTags = () => {
    clearFilters()
    find()
  }
  return { search, find, views, clearFilters, clearAll, dropTags }
}

/** What the list begins with, where something else leads to it: some people, or the panel of a task. */
export type UsersStart = {
  readonly conditions?: ViewConditions
  readonly task?:
    | Extract<UserTask, { readonly kind: 'details' }>
    | { readonly kind: 'add' | 'import' }
    | { readonly kind: 'exportAll' }
}

type ActiveUsersPageProps = UserDialogs & {
  readonly start: UsersStart
  /** Opens the settings of directories; null for people who may not change settings. */
  readonly onDirectories: (() => void) | null
  /** A reset of many people that was started here and whose dialog is closed now; null for none. */
  readonly finishedReset: FinishedReset | null
  readonly onResetSeen: () => void
  readonly onResults: (jobId: JobId) => void
}

/** Asks about the export of everybody once it is known how many they are. */
function useExportAtStart({ task }: UsersStart, isFirstLoad: boolean, run: () => void): void {
  const isWanted = useRef(task?.kind === 'exportAll')
  useEffect(() => {
    if (!isWanted.current || isFirstLoad) return
    isWanted.current = false
    run()
  }, [isFirstLoad, run])
}

/** The list of everybody with an account: find and select people, and give them new passwords. */
export function ActiveUsersPage(props: ActiveUsersPageProps) {
  const { start, onDirectories, finishedReset, onResetSeen, onResults, ...dialogs } = props
  const { t } = useWords()
  const styles = useStyles()
  const [task, setTask] = useState<UserTask | null>(
    start.task === undefined || start.task.kind === 'exportAll' ? null : start.task,
  )
  const directories = useDirectories()
  const hasDirectories = directories.length > 0
  const setting = useListSetting(hasDirectories)
  const wanted = useWantedView(start.conditions)
  const { view } = wanted
  const users = useShownUsers(view)
  const selection = useSelection(users, view)
  const choice = { people: selection.people, view: users.shownView, total: users.total }
  const { runs, error } = useCommandActions(dialogs, choice, setTask)
  useExportAtStart(start, users.isFirstLoad, runs.exportFile)
  const commands = useCommands(runs, chosenCount(selection.people) > 0)
  const { search, find, views, clearFilters, clearAll, dropTags } = useFinding(wanted)
  const showWaiting = (text = view.query.search) => {
    selection.clear()
    views.leave()
    wanted.show({
      search: text,
      filter: waitingFilter,
      sort: { by: 'passwordExpiresAt', direction: 'ascending' },
    })
  }
  const showWaitingOnly = () => {
    search.current?.clear()
    showWaiting('')
  }
  const showEverybody = () =>
    wanted.show({
      search: view.query.search,
      filter: noFilter,
      sort: { by: 'displayName', direction: 'ascending' },
    })
  const resetOne = (row: UserRow) => dialogs.onResetPassword(chosenPerson(row))
  const doing = useListDoing({ selection, view: users.shownView, commands, setTask })
  const chosenCommands = useChosenCommands({ commands, onBulk: runs.bulk, onCopy: doing.onCopyChosen })
  return (
    <div className={styles.page}>
      <PageHeader title={t('users.title')}>
        <CommandBar commands={commands} />
      </PageHeader>
      <StaleDirectories directories={directories} onDirectories={onDirectories} />
      <div className={styles.finding}>
        <SearchUsers ref={search} onSearch={wanted.search} />
        <WaitingButton filter={view.query.filter} onShow={() => showWaiting()} onLeave={showEverybody} />
        <ListStatus
          users={users}
          selection={selection}
          actions={<ChosenActions groups={chosenCommands} />}
          onCleared={find}
        />
      </div>
      <FilterTags
        filter={view.query.filter}
        views={views}
        onChange={wanted.filter}
        onClear={dropTags}
        onLeave={clearAll}
      />
      <AfterReset
        {...{ reset: finishedReset, filter: view.query.filter, onShowWaiting: showWaitingOnly }}
        {...{ onSeen: onResetSeen, onResults }}
      />
      <WaitingBar
        {...{ query: users.shownView.query, total: users.total, chosenCount: chosenCount(selection.people) }}
        {...{ onRenew: dialogs.onResetPassword, onRenewChosen: runs.reset }}
      />
      <ErrorBar error={users.error ?? selection.error ?? error} />
      <UserList
        {...{ users, setting, selection }}
        {...{ ...doing.grid, onReset: resetOne, onSort: wanted.sortBy, onFind: find }}
        {...{ onAdd: runs.add, onImport: runs.importFile, onClear: clearAll }}
      />
      <UserPanels
        {...{ ...dialogs, task, query: view.query, views, setting, onClearFilters: clearFilters }}
        {...{ onTask: setTask, onDeleted: selection.clear, onFilter: wanted.filter }}
      />
      <ListMenu
        {...{ asked: doing.asked, setting, chosenCommands, onCopy: doing.onCopyChosen }}
        {...{ onTask: setTask, onSort: wanted.sortBy, ...dialogs }}
      />
    </div>
  )
}
