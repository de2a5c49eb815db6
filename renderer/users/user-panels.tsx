import type { ReactNode } from 'react'
import type { SecretTicket } from '../../shared/passwords.ts'
import type { Selection, UserDetails, UserFilter, UserQuery, UserRow } from '../../shared/users.ts'
import { noFilter } from '../../shared/users.ts'
import type { Chosen, Person } from '../base/chosen.ts'
import { type BulkAct, BulkPanel } from './bulk/bulk-panel.tsx'
import type { PersonStep } from './commands/person-commands.tsx'
import { DeletePanel } from './delete/delete-panel.tsx'
import { DetailsPanel } from './details/details-panel.tsx'
import { ReadPersonStep } from './details/person-step-panel.tsx'
import { ExportPanel } from './export/export-panel.tsx'
import { FilterPanel } from './filters/filter-panel.tsx'
import { AddPanel } from './form/add-panel.tsx'
import { ColumnsPanel } from './grid/columns-panel.tsx'
import type { ListSetting } from './grid/list-look.ts'
import type { Views } from './views/use-views.ts'

/** The task for which the panel on the right is open. */
export type UserTask =
  | { readonly kind: 'details'; readonly row: Pick<UserRow, 'id' | 'displayName'> }
  | { readonly kind: 'step'; readonly step: PersonStep; readonly row: Pick<UserRow, 'id'> }
  | { readonly kind: 'bulk'; readonly act: BulkAct; readonly chosen: Chosen }
  | { readonly kind: 'delete'; readonly chosen: Chosen }
  | { readonly kind: 'export'; readonly selection: Selection; readonly count: number }
  | { readonly kind: 'add' | 'import' | 'filter' | 'columns' }

/** What the import panel needs of the page: a function that shows the new people, who have no password yet, and one that closes the panel. */
type ImportPanelProps = { readonly onShowWithoutPassword: () => void; readonly onClose: () => void }

/** The dialogs and panels of other slices that the page uses. */
export type UserDialogs = {
  readonly onResetPassword: (chosen: Chosen) => void
  readonly onRequireChange: (chosen: Chosen) => void
  readonly onRestore: (person: Person) => void
  /** Shows a person's second factor; `whyNot` is the reason why this admin may not remove it, null if they may. */
  readonly methodsOf: (user: UserDetails, whyNot: string | null) => ReactNode
  /** Shows a person's temporary password for as long as it is kept. */
  readonly keptPasswordOf: (user: UserDetails) => ReactNode
  /** Hands over a new password that was made together with something else, in the same way as after a reset. */
  readonly passwordOf: (ticket: SecretTicket) => ReactNode
  /** The panel that brings people in from a file. */
  readonly importPanel: (panel: ImportPanelProps) => ReactNode
}

type UserPanelsProps = UserDialogs & {
  readonly task: UserTask | null
  readonly onTask: (task: UserTask | null) => void
  /** Called when people are deleted who may have been selected. */
  readonly onDeleted: () => void
  readonly query: UserQuery
  readonly views: Views
  readonly onFilter: (filter: UserFilter) => void
  /** Removes every filter and the chosen view. */
  readonly onClearFilters: () => void
  readonly setting: ListSetting
}

/** The one panel that is open beside the list. */
export function UserPanels({
  task,
  onTask,
  onDeleted,
  query,
  views,
  onFilter,
  onClearFilters,
  setting,
  ...dialogs
}: UserPanelsProps) {
  const close = () => onTask(null)
  switch (task?.kind) {
    case 'details':
      return <DetailsPanel row={task.row} {...dialogs} onDeleted={onDeleted} onClose={close} />
    case 'step':
      return (
        <ReadPersonStep
          step={task.step}
          row={task.row}
          passwordOf={dialogs.passwordOf}
          onRestore={dialogs.onRestore}
          onDeleted={() => {
            onDeleted()
            close()
          }}
          onClose={close}
        />
      )
    case 'bulk':
      return <BulkPanel act={task.act} chosen={task.chosen} onClose={close} />
    case 'delete':
      return (
        <DeletePanel
          chosen={task.chosen}
          onRestore={dialogs.onRestore}
          onDeleted={() => {
            onDeleted()
            close()
          }}
          onClose={close}
        />
      )
    case 'add':
      return <AddPanel onResetPassword={dialogs.onResetPassword} onClose={close} />
    case 'import':
      return dialogs.importPanel({
        onShowWithoutPassword: () => {
          onFilter({ ...noFilter, passwordState: ['none'] })
          close()
        },
        onClose: close,
      })
    case 'export':
      return <ExportPanel selection={task.selection} count={task.count} onClose={close} />
    case 'filter':
      return <FilterPanel query={query} views={views} onChange={onFilter} onClear={onClearFilters} onClose={close} />
    case 'columns':
      return <ColumnsPanel setting={setting} onClose={close} />
    default:
      return null
  }
}
