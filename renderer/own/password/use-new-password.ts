import { useState } from 'react'
import { stillTrue, useComplaints } from '../../base/use-complaints.ts'
import { useWords } from '../../base/words/words.ts'

export type NewPassword = {
  readonly value: string
  readonly confirmation: string
  readonly setValue: (value: string) => void
  readonly setConfirmation: (value: string) => void
  /** What is wrong with the fields, after a try to submit. */
  readonly valueError: string
  readonly confirmationError: string
  /** True if both fields are filled and equal; otherwise the fields show what is missing. */
  readonly check: () => boolean
  readonly clear: () => void
}

type Complaints = { readonly value?: true; readonly confirmation?: true }

/** The state of a new password that is typed twice. */
export function useNewPassword(): NewPassword {
  const { t } = useWords()
  const [value, setValue] = useState('')
  const [confirmation, setConfirmation] = useState('')
  const [complaints, complain] = useComplaints<Complaints>((field) => (field === 'value' ? value : confirmation))
  const isSame = value === confirmation
  const found: Complaints = { ...(value === '' ? { value: true } : {}), ...(isSame ? {} : { confirmation: true }) }
  const shown = stillTrue(complaints, found)
  return {
    value,
    confirmation,
    setValue,
    setConfirmation,
    valueError: shown.value ? t('ui.mustFill') : '',
    confirmationError: shown.confirmation ? t('sessions.mismatch') : '',
    check: () => {
      complain(found)
      return value !== '' && isSame
    },
    clear: () => {
      setValue('')
      setConfirmation('')
      complain({})
    },
  }
}
