import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { type FormEvent, useEffect, useId, useRef } from 'react'
import { errorCodeOf } from '../base/api.ts'
import type { Person } from '../base/chosen.ts'
import { useErrorText } from '../base/words/errors.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { useInitialFocus } from '../ui/use-initial-focus.ts'
import { ResetResult } from './results/reset-result.tsx'
import { usePrintSlips } from './slips/use-print-slips.tsx'
import { StyleChoice } from './style-choice.tsx'
import { useCopying } from './use-copying.ts'
import { useRestore } from './use-restore.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  name: { overflowWrap: 'anywhere' },
})

export type RestoreDialogProps = { readonly person: Person; readonly onClose: () => void }

/** Restores a deleted user with a new temporary password, which is handed over as after a reset. */
export function RestoreDialog({ person, onClose }: RestoreDialogProps) {
  const { t } = useWords()
  const formId = useId()
  const primary = useRef<HTMLButtonElement>(null)
  const restore = useRestore(person)
  const copying = useCopying()
  const printing = usePrintSlips()
  const { done } = restore
  useInitialFocus(primary)
  // As in a reset, no other button takes the place of this one, because a double-click would press it.
  const footer =
    done === null ? (
      <>
        <Button ref={primary} type="submit" form={formId} appearance="primary" disabledFocusable={restore.isBusy}>
          {t('users.restoreUser')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </>
    ) : undefined
  return (
    <Panel isOpen title={t('users.restoreUser')} onClose={onClose} footer={footer}>
      {done === null ? (
        <RestoreForm id={formId} person={person} restore={restore} />
      ) : (
        <ResetResult title={t('passwords.restored')} done={done} copying={copying} printing={printing} />
      )}
      {printing.slips}
    </Panel>
  )
}

type RestoreFormProps = {
  readonly id: string
  readonly person: Person
  readonly restore: ReturnType<typeof useRestore>
}

function RestoreForm({ id, person, restore }: RestoreFormProps) {
  const { t } = useWords()
  const styles = useStyles()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void restore.run()
  }
  return (
    <form id={id} noValidate className={styles.form} onSubmit={submit}>
      <Body1 className={styles.name}>
        <strong>{person.displayName}</strong> ({person.username})
      </Body1>
      <Body1>{t('passwords.restoreText', { name: person.displayName })}</Body1>
      {restore.username !== null && <OtherUsername username={restore.username} restore={restore} />}
      <StyleChoice style={restore.style} onChange={restore.setStyle} />
      {!isAboutUsername(restore.error) && <ErrorBar error={restore.error} />}
    </form>
  )
}

function isAboutUsername(error: unknown): boolean {
  const code = errorCodeOf(error)
  return code === 'USERNAME_TAKEN' || code === 'USERNAME_INVALID'
}

type OtherUsernameProps = Pick<RestoreFormProps, 'restore'> & { readonly username: string }

/** Asks for another user name, when somebody else turns out to have the old one. */
function OtherUsername({ username, restore: { error, type } }: OtherUsernameProps) {
  const { t } = useWords()
  const errorText = useErrorText()
  const input = useRef<HTMLInputElement>(null)
  const isWrong = isAboutUsername(error)
  useEffect(() => {
    if (isWrong) input.current?.focus()
  }, [isWrong])
  return (
    <Field
      label={t('passwords.otherUsername')}
      hint={t('passwords.otherUsernameHint')}
      required
      validationState={isWrong ? 'error' : 'none'}
      validationMessage={isWrong ? errorText(error) : undefined}
    >
      <Input
        ref={input}
        value={username}
        maxLength={320}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(_, data) => type(data.value)}
      />
    </Field>
  )
}
