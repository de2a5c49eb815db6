import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { type ReactNode, type SyntheticEvent, useCallback, useRef, useState } from 'react'
import { errorCodeOf } from '../base/api-errors.ts'
import { ConfirmationContext } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from './error-bar.tsx'
import { useFocusReturn } from './focus-return.ts'
import { PasswordField } from './password-field.tsx'

type Answer = (isConfirmed: boolean) => void

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
  text: { margin: 0 },
})

type ConfirmationProviderProps = {
  /** Confirms the own password at the door of this page. */
  readonly confirm: (password: string) => Promise<unknown>
  readonly children: ReactNode
}

/** Provides the one dialog that asks for the own password. */
export function ConfirmationProvider({ confirm, children }: ConfirmationProviderProps) {
  const [answer, setAnswer] = useState<Answer | null>(null)

  const withConfirmation = useCallback(async function withConfirmation<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      if (errorCodeOf(error) !== 'CONFIRMATION_NEEDED') throw error
      const isConfirmed = await new Promise<boolean>((resolve) => setAnswer(() => resolve))
      if (!isConfirmed) throw error
      return run()
    }
  }, [])

  const close = (isConfirmed: boolean) => {
    answer?.(isConfirmed)
    setAnswer(null)
  }

  return (
    <ConfirmationContext value={withConfirmation}>
      {children}
      {answer !== null && <ConfirmationDialog confirm={confirm} onClose={close} />}
    </ConfirmationContext>
  )
}

type ConfirmationDialogProps = Pick<ConfirmationProviderProps, 'confirm'> & {
  readonly onClose: (isConfirmed: boolean) => void
}

function ConfirmationDialog({ confirm, onClose }: ConfirmationDialogProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [password, setPassword] = useState('')
  const { run, isBusy, error } = useAction(async () => {
    await confirm(password)
    return true
  })
  const field = useRef<HTMLInputElement>(null)
  useFocusReturn(true)

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if ((await run()) === true) onClose(true)
    else {
      setPassword('')
      field.current?.focus()
    }
  }

  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose(false)}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{t('app.confirmTitle')}</DialogTitle>
            <DialogContent className={styles.content}>
              <p className={styles.text}>{t('app.confirmText')}</p>
              <ErrorBar error={error} />
              <PasswordField
                label={t('app.yourPassword')}
                value={password}
                onChange={setPassword}
                autoComplete="current-password"
                hasFocus
                inputRef={field}
              />
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabled={isBusy || password === ''}>
                {t('app.confirm')}
              </Button>
              <Button onClick={() => onClose(false)}>{t('common.cancel')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
