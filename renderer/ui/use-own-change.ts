import { useRef, useState } from 'react'
import { errorCodeOf } from '../base/api-errors.ts'
import { useErrorText } from '../base/words/errors.ts'
import { useWords } from '../base/words/words.ts'
import { useNewPassword } from './use-new-password.ts'

type Change = (typed: { readonly currentPassword: string; readonly newPassword: string }) => Promise<unknown>

/** The person's own change of password, from typing to changed, at whichever door `change` is of. */
export function useOwnChange(change: Change, onChanged: () => void) {
  const { t } = useWords()
  const errorText = useErrorText()
  const fields = useNewPassword()
  const [current, setCurrent] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const currentInput = useRef<HTMLInputElement>(null)
  const isWrong = errorCodeOf(error) === 'WRONG_PASSWORD'
  const missing = isWrong ? errorText(error) : isChecked ? t('sessions.required') : ''
  const submit = async () => {
    setIsChecked(true)
    if (!fields.check() || isBusy || current === '') return
    setIsBusy(true)
    try {
      await change({ currentPassword: current, newPassword: fields.value })
      onChanged()
    } catch (failure) {
      setError(failure)
      setIsBusy(false)
      if (errorCodeOf(failure) !== 'WRONG_PASSWORD') return
      setCurrent('')
      currentInput.current?.focus()
    }
  }
  const currentError = current === '' ? missing : ''
  return { fields, current, setCurrent, currentInput, currentError, error: isWrong ? null : error, isBusy, submit }
}
