import { Field, Input } from '@fluentui/react-components'
import { type RefObject, useEffect } from 'react'

export type CodeFieldProps = {
  readonly label: string
  readonly hint?: string
  /** The reason why the last code was refused. */
  readonly error?: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Six digits of the app, or the letters and digits of a recovery code. */
  readonly kind: 'digits' | 'text'
  readonly inputRef: RefObject<HTMLInputElement | null>
}

/** A field for a code that works once; it has the focus. The browser may fill in a code that it received, and stores none. */
export function CodeField({ label, hint, error, value, onChange, kind, inputRef }: CodeFieldProps) {
  useEffect(() => {
    // Runs after a panel has set the focus to its first button.
    const timer = setTimeout(() => inputRef.current?.focus(), 0)
    return () => clearTimeout(timer)
  }, [inputRef])
  return (
    <Field label={label} hint={hint} validationMessage={error}>
      <Input
        ref={inputRef}
        value={value}
        autoFocus
        autoComplete={kind === 'digits' ? 'one-time-code' : 'off'}
        inputMode={kind === 'digits' ? 'numeric' : 'text'}
        autoCapitalize="off"
        spellCheck={false}
        onChange={(_, data) => onChange(data.value)}
      />
    </Field>
  )
}
