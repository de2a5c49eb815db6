import { Button, Field, Input } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { client } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'

/** Opens the vault with the printed key. */
export function RecoveryKeyForm({ onOpened }: { readonly onOpened: () => void }) {
  const { t } = useWords()
  const [recoveryKey, setRecoveryKey] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  const submit = async () => {
    if (isBusy) return
    if (recoveryKey.trim() === '') return input.current?.focus()
    setIsBusy(true)
    try {
      await client.vault.openWithRecoveryKey({ recoveryKey })
      onOpened()
    } catch (failure) {
      setError(failure)
      setIsBusy(false)
      input.current?.focus()
    }
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
