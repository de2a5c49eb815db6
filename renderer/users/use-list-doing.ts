import { useCallback, useEffect, useRef, useState } from 'react'
import type { UserRow } from '../../shared/users.ts'
import { useNotify } from '../base/notify.tsx'
import type { Command } from './commands/command.ts'
import type { GridMenu } from './grid/use-grid-input.ts'
import type { AskedMenu } from './list-menu.tsx'
import { chosenCount } from './selection/selection.ts'
import type { UserSelection } from './selection/use-selection.ts'
import { useCopyPeople } from './use-copy-people.ts'
import type { UserTask } from './user-panels.tsx'
import type { UserView } from './user-view.ts'

type ListDoingProps = {
  readonly selection: UserSelection
  readonly view: UserView
  readonly commands: readonly Command[]
  readonly setTask: (task: UserTask) => void
}

/** What keys, double clicks and menus of the list do. */
export function useListDoing({ selection, view, commands, setTask }: ListDoingProps) {
  const notify = useNotify()
  const [asked, setAsked] = useState<AskedMenu | null>(null)
  const copy = useCopyPeople(selection.people, view)
  const latest = useRef({ commands, count: 0 })
  useEffect(() => {
    latest.current = { commands, count: chosenCount(selection.people) }
  })
  const onOpen = useCallback((row: UserRow) => setTask({ kind: 'details', row }), [setTask])
  const onEdit = useCallback((row: UserRow) => setTask({ kind: 'step', step: 'edit', row }), [setTask])
  const onMenu = useCallback(
    (menu: GridMenu, restore: () => void) => setAsked((now) => ({ menu, restore, key: (now?.key ?? 0) + 1 })),
    [],
  )
  const onDelete = useCallback(
    (row: UserRow | undefined) => {
      const { commands: now, count } = latest.current
      if (count === 0) {
        if (row !== undefined) setTask({ kind: 'step', step: 'remove', row })
        return
      }
      const remove = now.find(({ id }) => id === 'remove')
      if (remove === undefined) return
      if (remove.whyNot === null) remove.run()
      else notify(remove.whyNot, undefined, 'error')
    },
    [setTask, notify],
  )
  const onCopyChosen = useCallback(() => copy(undefined), [copy])
  return { asked, onCopyChosen, grid: { onOpen, onEdit, onDelete, onCopy: copy, onMenu } }
}
