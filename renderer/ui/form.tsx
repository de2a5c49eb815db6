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

/** Focuses the first field with an error and scrolls its complaint into view; false if there is no error. */
function focusFirstError(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (field === null || field === undefined) return false
  field.focus()
  // Focusing scrolls only the field itself into view, and does nothing if the field has the focus already.
  field.closest('.fui-Field')?.scrollIntoView({ block: 'nearest' })
  return true
}

/** Focuses the first wrong field after somebody tried to submit: at once, or when the service has answered, unless somebody types meanwhile. */
function useErrorFocus() {
  const form = useRef<HTMLFormElement>(null)
  const isTried = useRef(false)
  const look = useCallback(() => {
    if (isTried.current && focusFirstError(form.current)) isTried.current = false
  }, [])
  // After each render, because the complaints belong to the children.
  useEffect(look)
  return {
    form,
    onTry: () => {
      isTried.current = true
      // Later too, for fields that find their faults themselves.
      setTimeout(look, 0)
    },
    onInput: () => {
      isTried.current = false
    },
  }
}

type FormProps = {
  /** For a submit button outside of the form. */
  readonly id?: string
  /** True if the first field gets the focus when the form appears. */
  readonly hasFocus?: boolean
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** Fields below each other. Enter in any of them submits, and the first wrong field gets the focus. */
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
        // React passes events of a panel on to the form of the page that opened it.
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
