import { Button, Checkbox, Field, Input, MessageBar, MessageBarBody, ProgressBar } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupView } from '../../shared/backup.ts'
import { isLongPassphrase, minimumPassphrase } from '../../shared/rules/backup-schedule.ts'
import { api, client, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'
import { useTimeLeft } from '../base/use-time-left.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'

export type MakeBackupProps = { readonly folder: string; readonly running: BackupView['running'] }

function useMake(path: string, passphrase: string | null, forget: () => void) {
  const withConfirmation = useConfirmation()
  const queries = useQueryClient()
  const [file, setFile] = useState<string | null>(null)
  const again = () => void queries.invalidateQueries({ queryKey: api.backup.key() })
  const { run, isBusy, error } = useAction(
    async () => {
      setFile(null)
      // Asked for while the answer is awaited, so that the progress is seen.
      setTimeout(again, 300)
      const made = await withConfirmation(() => client.backup.make({ path, passphrase }))
      setFile(made.file)
      forget()
      again()
    },
    (failure) => {
      // The request holds the passphrase, so that the page can forget it.
      if (isWaiting(failure)) forget()
      again()
    },
  )
  return { run, isBusy, error, file }
}

/** One backup now, into a folder that somebody types. */
export function MakeBackup({ folder, running }: MakeBackupProps) {
  const { t } = useWords()
  const [typed, setTyped] = useState<string | null>(null)
  const [hasPassphrase, setHasPassphrase] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  // Each step has a speed of its own, so that the time of the whole would be a guess.
  const left = useTimeLeft(running === null || running.step === 'copy' ? null : { done: running.done, total: 1 })
  const [isTried, setTried] = useState(false)
  const path = (typed ?? folder).trim()
  const isShort = hasPassphrase && !isLongPassphrase(passphrase)
  const { run, isBusy, error, file } = useMake(path, hasPassphrase ? passphrase : null, () => setPassphrase(''))
  const submit = async () => {
    setTried(true)
    if (path === '' || isShort) return
    await run()
    setTried(false)
  }
  const missing = isTried && path === '' ? t('ui.mustFill') : undefined
  return (
    <Form onSubmit={() => void submit()}>
      <ErrorBar error={error} />
      <Field
        label={t('backup.folder')}
        hint={t('backup.folderHint')}
        validationState={missing === undefined ? 'none' : 'error'}
        validationMessage={missing}
      >
        <Input value={typed ?? folder} spellCheck={false} onChange={(_, data) => setTyped(data.value)} />
      </Field>
      <Checkbox
        label={t('backup.usePassphrase')}
        checked={hasPassphrase}
        onChange={(_, data) => setHasPassphrase(data.checked === true)}
      />
      {hasPassphrase && (
        <PasswordField
          label={t('backup.passphrase')}
          hint={t('backup.passphraseHint', { minimum: minimumPassphrase })}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="new-password"
          error={isTried && isShort ? t('errors.PASSPHRASE_SHORT') : undefined}
        />
      )}
      {running !== null && (
        <Field
          validationMessage={[t(`backup.steps.${running.step}`), left].filter(Boolean).join(' ')}
          validationState="none"
        >
          <ProgressBar aria-label={t('backup.now')} {...(running.step === 'copy' ? {} : { value: running.done })} />
        </Field>
      )}
      {file !== null && (
        <MessageBar intent="success" layout="multiline" role="status">
          <MessageBarBody>{t('backup.done', { file })}</MessageBarBody>
        </MessageBar>
      )}
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy || running !== null}>
          {t('backup.make')}
        </Button>
      </FormActions>
    </Form>
  )
}
