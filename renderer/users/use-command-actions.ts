import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Selection } from '../../shared/users.ts'
import { client } from '../base/api.ts'
import type { Chosen } from '../base/chosen.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { saveFile } from '../base/save-file.ts'
import { useAction } from '../base/use-action.ts'
import { fileWordsIn } from '../base/words/file-words.ts'
import { useWords } from '../base/words/words.ts'
import { chosenOf } from './selection/chosen-people.ts'
import { type ChosenPeople, chosenCount, selectionOf } from './selection/selection.ts'
import type { CommandActions } from './use-commands.tsx'
import type { UserDialogs, UserTask } from './user-panels.tsx'
import type { UserView } from './user-view.ts'

/** Passes the selection to a dialog; if the single person can't be read, the page shows the error. */
function useChosenAction(people: ChosenPeople, view: UserView) {
  const [error, setError] = useState<unknown>(null)
  const latest = useRef({ people, view })
  useEffect(() => {
    latest.current = { people, view }
  })
  const withChosen = useCallback((run: (chosen: Chosen) => void) => {
    const { people: chosen, view: shownView } = latest.current
    setError(null)
    chosenOf(chosen, shownView).then(run, setError)
  }, [])
  return { withChosen, error, latest }
}

/** Exports people as an import file for Excel in the reader's language; it never holds a password. */
function useExport() {
  const { t, language, formatNumber } = useWords()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const { run, error } = useAction(async (selection: Selection) => {
    const { fileName, text, count } = await withConfirmation(() =>
      client.users.exportFile({ selection, ...fileWordsIn(language) }),
    )
    saveFile(fileName, text)
    notify(t('users.exported', { count, number: formatNumber(count) }))
  })
  // The same object at each render, so that the command bar is not rendered again at every key press.
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const exportUsers = useCallback((selection: Selection) => latest.current(selection), [])
  return { exportUsers, error }
}

type Choice = { readonly people: ChosenPeople; readonly view: UserView }
type Runs = { readonly runs: CommandActions; readonly error: unknown }

/**
 * The actions of the commands. They use the selection at the moment of the press, and are the same object at each render, so that the command
 * bar is not rendered again at every key press.
 */
export function useCommandActions(
  dialogs: UserDialogs,
  choice: Choice,
  setTask: (task: UserTask | null) => void,
): Runs {
  const { onResetPassword, onRequireChange } = dialogs
  const { withChosen, latest, error } = useChosenAction(choice.people, choice.view)
  const { exportUsers, error: exportError } = useExport()
  const runs = useMemo(
    () => ({
      reset: () => withChosen(onResetPassword),
      requireChange: () => withChosen(onRequireChange),
      remove: () => withChosen((chosen) => setTask({ kind: 'delete', chosen })),
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
  return { runs, error: error ?? exportError }
}
