import { Button, Field, Input } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { client } from '../base/api.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'

/** Opens the vault with the printed key. */
export function RecoveryKeyForm({ onOpened }: { readonly onOpened: () => void }) {
  const { t } = useWords()
  const [recoveryKey, setRecoveryKey] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const open = async () => {
    await client.vault.openWithRecoveryKey({ recoveryKey })
    onOpened()
  }
  const { run, isBusy, error } = useAction(open, () => input.current?.focus())

  const submit = async () => {
    if (recoveryKey.trim() === '') return input.current?.focus()
    await run()
  }

  return (
    <Form onSubmit={submit}>
      <ErrorBar error={error} />
      <Field label={t('vault.recoveryKey')} hint={t('vault.keyHint')}>
        <Input
          ref={input}
          value={recoveryKey}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => setRecoveryKey(data.value)}
        />
      </Field>
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {t('vault.open')}
        </Button>
      </FormActions>
    </Form>
  )
}
