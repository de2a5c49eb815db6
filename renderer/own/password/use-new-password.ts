import { useState } from 'react'
import { useWords } from '../../base/words/words.ts'

export type NewPassword = {
  readonly value: string
  readonly confirmation: string
  readonly setValue: (value: string) => void
  readonly setConfirmation: (value: string) => void
  /** The errors of the fields, after the first try to submit. */
  readonly valueError: string
  readonly confirmationError: string
  /** True if both fields are filled alike; else the fields say what is missing from now on. */
  readonly check: () => boolean
  readonly clear: () => void
}

/** The state of a new password that is typed twice. */
export function useNewPassword(): NewPassword {
  const { t } = useWords()
  const [value, setValue] = useState('')
  const [confirmation, setConfirmation] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const isSame = value === confirmation
  return {
    value,
    confirmation,
    setValue,
    setConfirmation,
    valueError: isChecked && value === '' ? t('ui.mustFill') : '',
    confirmationError: isChecked && !isSame ? t('sessions.mismatch') : '',
    check: () => {
      setIsChecked(true)
      return value !== '' && isSame
    },
    clear: () => {
      setValue('')
      setConfirmation('')
      setIsChecked(false)
    },
  }
}
