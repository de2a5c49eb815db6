import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Settings } from '../../shared/settings.ts'
import { api, client, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useMay, useSettings } from '../base/session.ts'
import { useAction } from '../base/use-action.ts'
import { useReadOnlyText } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { ReadOnlyBar } from '../ui/read-only-bar.tsx'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '560px' },
})

function useDraft(onSaved: () => void) {
  const { t } = useWords()
  const { organisation, signInAddress } = useSettings()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const [changes, setChanges] = useState<Partial<Settings>>({})
  const draft = { organisation, signInAddress, ...changes }
  const isChanged = draft.organisation !== organisation || draft.signInAddress !== signInAddress

  const put = async () => {
    const next = { organisation: draft.organisation.trim(), signInAddress: draft.signInAddress.trim() }
    queries.setQueryData(
      api.settings.get.queryKey({ input: {} }),
      await withConfirmation(() => client.settings.save(next)),
    )
    setChanges({})
    notify(t('settings.saved'))
    onSaved()
  }
  const { run, isBusy, error } = useAction(put, (failure) => {
    // What was typed waits with the request and not here.
    if (isWaiting(failure)) setChanges({})
  })
  const save = async () => {
    if (isChanged && draft.organisation.trim() !== '') await run()
  }
  const change = (part: Partial<Settings>) => setChanges((now) => ({ ...now, ...part }))
  return { draft, change, error, isBusy, isChanged, save }
}

/** The organisation's name and where its people sign in. */
export function OrganisationSection({ onSaved }: { readonly onSaved: () => void }) {
  const { t } = useWords()
  const styles = useStyles()
  const mayChange = useMay('vault.manage')
  const readOnly = useReadOnlyText('vault.manage')
  const { draft, change, error, isBusy, isChanged, save } = useDraft(onSaved)
  const isMissing = draft.organisation.trim() === ''
  return (
    <Form onSubmit={save}>
      {!mayChange && <ReadOnlyBar why={readOnly} />}
      <ErrorBar error={error} />
      <div className={styles.section}>
        <Field
          label={t('settings.organisation')}
          validationState={isMissing ? 'error' : 'none'}
          validationMessage={isMissing ? t('settings.required') : undefined}
        >
          <Input
            value={draft.organisation}
            maxLength={128}
            disabled={!mayChange}
            onChange={(_, data) => change({ organisation: data.value })}
          />
        </Field>
        <Field label={t('settings.signInAddress')} hint={t('settings.signInAddressHint')}>
          <Input
            value={draft.signInAddress}
            maxLength={200}
            spellCheck={false}
            disabled={!mayChange}
            onChange={(_, data) => change({ signInAddress: data.value })}
          />
        </Field>
      </div>
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy || !isChanged || !mayChange}>
          {t('common.save')}
        </Button>
        {isChanged && <Body1 role="status">{t('settings.unsaved')}</Body1>}
      </FormActions>
    </Form>
  )
}
