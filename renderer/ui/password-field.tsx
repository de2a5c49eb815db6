import { Button, Field, Input } from '@fluentui/react-components'
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useWords } from '../base/words/words.ts'

export type PasswordFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly autoComplete: 'current-password' | 'new-password' | 'off'
  readonly error?: string
  readonly hint?: string
  /** True to focus the field when it appears. */
  readonly hasFocus?: boolean
  readonly isDisabled?: boolean
  readonly inputRef?: RefObject<HTMLInputElement | null>
}

/** A field for a password that can be shown while typing (NIST SP 800-63B-4, 3.1.1.2). */
export function PasswordField(props: PasswordFieldProps) {
  const { label, value, onChange, autoComplete, error, hint, hasFocus, isDisabled, inputRef } = props
  const { t } = useWords()
  const [isShown, setIsShown] = useState(false)
  const ownRef = useRef<HTMLInputElement>(null)
  const ref = inputRef ?? ownRef
  useEffect(() => {
    if (hasFocus !== true) return
    // Runs after a dialog has set the focus to its first button.
    const timer = setTimeout(() => ref.current?.focus(), 0)
    return () => clearTimeout(timer)
  }, [hasFocus, ref])
  return (
    <Field
      label={label}
      hint={hint}
      validationMessage={error === undefined || error === '' ? undefined : error}
      validationState={error === undefined || error === '' ? 'none' : 'error'}
    >
      <Input
        ref={ref}
        type={isShown ? 'text' : 'password'}
        value={value}
        disabled={isDisabled}
        autoFocus={hasFocus}
        autoComplete={autoComplete}
        autoCapitalize="off"
        spellCheck={false}
        onChange={(_, data) => onChange(data.value)}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
            aria-label={isShown ? t('ui.hideTyped') : t('ui.showTyped')}
            aria-pressed={isShown}
            onClick={() => setIsShown(!isShown)}
          />
        }
      />
    </Field>
  )
}
