import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Chosen } from '../base/chosen.ts'
import type { BulkAct } from './bulk/bulk-panel.tsx'
import { chosenOf } from './selection/chosen-people.ts'
import { type ChosenPeople, chosenCount, selectionOf } from './selection/selection.ts'
import type { CommandActions } from './use-commands.tsx'
import type { UserDialogs, UserTask } from './user-panels.tsx'
import type { UserView } from './user-view.ts'

/** Passes the selection to a dialog; if the single person can't be read, the page shows the error. */
function useChosenAction(people: ChosenPeople, view: UserView, total: number) {
  const [error, setError] = useState<unknown>(null)
  const latest = useRef({ people, view, total })
  useEffect(() => {
    latest.current = { people, view, total }
  })
  const withChosen = useCallback((run: (chosen: Chosen) => void) => {
    const { people: chosen, view: shownView } = latest.current
    setError(null)
    chosenOf(chosen, shownView).then(run, setError)
  }, [])
  return { withChosen, error, latest }
}

/** `total` is how many people the view has. */
type Choice = { readonly people: ChosenPeople; readonly view: UserView; readonly total: number }
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
  const { withChosen, latest, error } = useChosenAction(choice.people, choice.view, choice.total)
  const runs = useMemo(
    () => ({
      reset: () => withChosen(onResetPassword),
      requireChange: () => withChosen(onRequireChange),
      remove: () => withChosen((chosen) => setTask({ kind: 'delete', chosen })),
      bulk: (act: BulkAct) => withChosen((chosen) => setTask({ kind: 'bulk', act, chosen })),
      add: () => setTask({ kind: 'add' }),
      importFile: () => setTask({ kind: 'import' }),
      exportFile: () => {
        const { people, view, total } = latest.current
        const chosen = chosenCount(people)
        const everybody = { kind: 'matching', query: view.query, except: [] } as const
        setTask({
          kind: 'export',
          selection: chosen === 0 ? everybody : selectionOf(people),
          count: chosen === 0 ? total : chosen,
        })
      },
      filter: () => setTask({ kind: 'filter' }),
      columns: () => setTask({ kind: 'columns' }),
    }),
    [onResetPassword, onRequireChange, withChosen, latest, setTask],
  )
  return { runs, error }
}
