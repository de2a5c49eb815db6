import type { ReactNode } from 'react'
import type { JobId } from '../../../shared/ids.ts'
import type { Chosen } from '../../base/chosen.ts'
import { ResetMany } from './reset-many.tsx'
import { ResetOne } from './reset-one.tsx'

export type ResetPasswordDialogProps = {
  readonly chosen: Chosen
  /** Called when a reset of many people has started. */
  readonly onStarted: (jobId: JobId) => void
  readonly onClose: () => void
  /** Shows a running job; passed in, because jobs are another slice. */
  readonly jobView: (jobId: JobId) => ReactNode
}

/** The dialog of the key icon and the command bar: resets one person at once, several people as a job with a preview. */
export function ResetPasswordDialog({ chosen, onStarted, onClose, jobView }: ResetPasswordDialogProps) {
  if (chosen.single !== null && chosen.selection.kind === 'users') {
    return <ResetOne person={chosen.single} onClose={onClose} />
  }
  return <ResetMany selection={chosen.selection} onStarted={onStarted} onClose={onClose} jobView={jobView} />
}
