import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { useInitialFocus } from './use-initial-focus.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingTop: tokens.spacingVerticalS,
  },
})

const anyField = 'input:not([hidden], :disabled, [type=radio]), input[type=radio]:checked, select, textarea'

/** Puts the focus into the first field that is wrong, and shows it with its complaint; false if none is wrong. */
function focusFirstError(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (field === null || field === undefined) return false
  field.focus()
  // The focus alone brings no more than the field into view, and nothing at all where the field has it already.
  field.closest('.fui-Field')?.scrollIntoView({ block: 'nearest' })
  return true
}

/** Leads to the first wrong field after a try to submit: at once, or when the service has answered, unless something is typed meanwhile. */
function useErrorFocus() {
  const form = useRef<HTMLFormElement>(null)
  const isTried = useRef(false)
  const look = useCallback(() => {
    if (isTried.current && focusFirstError(form.current)) isTried.current = false
  }, [])
  // After each rendering, because the complaints are the children's own.
  useEffect(look)
  return {
    form,
    onTry: () => {
      isTried.current = true
      // For fields that are told by themselves what is wrong with them.
      setTimeout(look, 0)
    },
    onInput: () => {
      isTried.current = false
    },
  }
}

type FormProps = {
  /** For a button that submits it from outside. */
  readonly id?: string
  /** Its first field has the focus when it appears. */
  readonly hasFocus?: boolean
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** Fields one below the other; Enter in any of them submits, and the first field that is wrong gets the focus. */
export function Form({ id, hasFocus = false, onSubmit, children }: FormProps) {
  const styles = useStyles()
  const { form, onTry, onInput } = useErrorFocus()
  const first = useRef<HTMLElement>(null)
  const setForm = useCallback(
    (element: HTMLFormElement | null) => {
      form.current = element
      first.current = hasFocus ? (element?.querySelector<HTMLElement>(anyField) ?? null) : null
    },
    [form, hasFocus],
  )
  useInitialFocus(first)
  return (
    <form
      ref={setForm}
      id={id}
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        // React's events rise from a panel into the form of the page that opened it.
        event.stopPropagation()
        onSubmit()
        onTry()
      }}
      onInput={onInput}
    >
      {children}
    </form>
  )
}

/** The row of buttons below a form. */
export function FormActions({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().actions}>{children}</div>
}
