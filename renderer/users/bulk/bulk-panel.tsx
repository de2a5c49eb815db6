import type { Chosen } from '../../base/chosen.ts'
import { AddToGroup } from './add-to-group.tsx'
import { BlockMany } from './block-many.tsx'
import { EditMany } from './edit-many.tsx'

/** What can be done to many people at once, besides resetting and deleting. */
export type BulkAct = 'block' | 'allow' | 'group' | 'edit'

type BulkPanelProps = { readonly act: BulkAct; readonly chosen: Chosen; readonly onClose: () => void }

/** The question or the panel of one change for many people. */
export function BulkPanel({ act, ...props }: BulkPanelProps) {
  switch (act) {
    case 'block':
      return <BlockMany isBlocked {...props} />
    case 'allow':
      return <BlockMany isBlocked={false} {...props} />
    case 'group':
      return <AddToGroup {...props} />
    case 'edit':
      return <EditMany {...props} />
  }
}
