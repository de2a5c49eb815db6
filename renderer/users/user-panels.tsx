import type { ReactNode } from 'react'
import type { SecretTicket } from '../../shared/passwords.ts'
import type { UserDetails, UserFilter, UserQuery, UserRow } from '../../shared/users.ts'
import { noFilter } from '../../shared/users.ts'
import type { Chosen } from '../base/chosen.ts'
import { DeletePanel } from './delete/delete-panel.tsx'
import { DetailsPanel } from './details/details-panel.tsx'
import { FilterPanel } from './filters/filter-panel.tsx'
import { AddPanel } from './form/add-panel.tsx'
import type { ColumnChoice } from './grid/columns.ts'
import { ColumnsPanel } from './grid/columns-panel.tsx'
import type { Views } from './views/use-views.ts'

/** What the panel on the right is for. */
export type UserTask =
  | { readonly kind: 'details'; readonly row: Pick<UserRow, 'id' | 'displayName'> }
  | { readonly kind: 'delete'; readonly chosen: Chosen }
  | { readonly kind: 'add' | 'import' | 'filter' | 'columns' }

/** What an import asks of the page: to show the new people, who have no password yet, and to close its panel. */
type ImportPanelProps = { readonly onShowWithoutPassword: () => void; readonly onClose: () => void }

/** What the page asks of the dialogs that live elsewhere. */
export type UserDialogs = {
  readonly onResetPassword: (chosen: Chosen) => void
  readonly onRequireChange: (chosen: Chosen) => void
  /** The ways in which somebody can prove who they are; the reason why this admin may not take them away, if they may not. */
  readonly methodsOf: (user: UserDetails, whyNot: string | null) => ReactNode
  /** A new password that was made together with something else, as a reset shows it. */
  readonly passwordOf: (ticket: SecretTicket) => ReactNode
  /** The panel that brings people in from a file. */
  readonly importPanel: (panel: ImportPanelProps) => ReactNode
}

type UserPanelsProps = UserDialogs & {
  readonly task: UserTask | null
  readonly onTask: (task: UserTask | null) => void
  /** People are gone for whom the selection may have stood. */
  readonly onDeleted: () => void
  readonly query: UserQuery
  readonly views: Views
  readonly onFilter: (filter: UserFilter) => void
  /** Takes every condition off, the chosen view with them. */
  readonly onClearFilters: () => void
  readonly columns: readonly ColumnChoice[]
  readonly onColumns: (columns: readonly ColumnChoice[]) => void
}

/** The one panel that is open. */
export function UserPanels({
  task,
  onTask,
  onDeleted,
  query,
  views,
  onFilter,
  onClearFilters,
  columns,
  onColumns,
  ...dialogs
}: UserPanelsProps) {
  const close = () => onTask(null)
  switch (task?.kind) {
    case 'details':
      return <DetailsPanel row={task.row} {...dialogs} onDeleted={onDeleted} onClose={close} />
    case 'delete':
      return (
        <DeletePanel
          chosen={task.chosen}
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
    case 'filter':
      return <FilterPanel query={query} views={views} onChange={onFilter} onClear={onClearFilters} onClose={close} />
    case 'columns':
      return <ColumnsPanel columns={columns} onChange={onColumns} onClose={close} />
    default:
      return null
  }
}
