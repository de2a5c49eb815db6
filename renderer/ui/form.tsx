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

/** Fields one below the other; Enter in any of them submits, and the first field that is wrong gets the focus. */
export function Form({ onSubmit, children }: { readonly onSubmit: () => void; readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    <form
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
