import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

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

function focusFirstError(form: HTMLFormElement): void {
  // After the fields have been told what is wrong with them.
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0)
}

type FormProps = {
  /** For a button that submits it from outside. */
  readonly id?: string
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** Fields one below the other; Enter in any of them submits, and the first field that is wrong gets the focus. */
export function Form({ id, onSubmit, children }: FormProps) {
  const styles = useStyles()
  return (
    <form
      id={id}
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
        focusFirstError(event.currentTarget)
      }}
    >
      {children}
    </form>
  )
}

/** The row of buttons below a form. */
export function FormActions({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().actions}>{children}</div>
}
