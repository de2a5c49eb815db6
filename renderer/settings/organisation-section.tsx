import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useController } from 'react-hook-form'
import { type Settings, settings } from '../../shared/settings.ts'
import { api, client, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useMay, useSettings } from '../base/session.ts'
import { usePlaceUnsaved } from '../base/unsaved.ts'
import { useAction } from '../base/use-action.ts'
import { type Draft, type Faults, useDraft } from '../base/use-draft.ts'
import { useReadOnlyText } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { LanguageField } from '../ui/language-field.tsx'
import { ReadOnlyBar } from '../ui/read-only-bar.tsx'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '560px' },
})

/** The faults of the form: only the name is required, the address is free text. */
function faultsOf({ organisation }: Settings): Faults<Settings> {
  return settings.shape.organisation.safeParse(organisation).success ? {} : { organisation: 'required' }
}

function useOrganisation(onSaved: () => void) {
  const { t } = useWords()
  const { organisation, signInAddress, language } = useSettings()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const draft = useDraft<Settings>({ organisation, signInAddress, language }, faultsOf)
  const { typed, isChanged, discard } = draft
  usePlaceUnsaved('organisation', isChanged)

  const put = async () => {
    const next = {
      organisation: typed.organisation.trim(),
      signInAddress: typed.signInAddress.trim(),
      language: typed.language,
    }
    queries.setQueryData(
      api.settings.get.queryKey({ input: {} }),
      await withConfirmation(() => client.settings.save(next)),
    )
    discard()
    notify(t('settings.saved'))
    onSaved()
  }
  const { run, isBusy, error } = useAction(put, (failure) => {
    // The request holds what was typed, so that the form can drop it.
    if (isWaiting(failure)) discard()
  })
  const save = async () => {
    if (isChanged && faultsOf(typed).organisation === undefined) await run()
  }
  return { form: draft.form, error, isBusy, isChanged, save }
}

/** The organisation's name and where its people sign in. */
export function OrganisationSection({ onSaved }: { readonly onSaved: () => void }) {
  const { t } = useWords()
  const styles = useStyles()
  const mayChange = useMay('vault.manage')
  const readOnly = useReadOnlyText('vault.manage')
  const { form, error, isBusy, isChanged, save } = useOrganisation(onSaved)
  return (
    <Form onSubmit={save}>
      {!mayChange && <ReadOnlyBar why={readOnly} />}
      <ErrorBar error={error} />
      <div className={styles.section}>
        <NameField form={form} isDisabled={!mayChange} />
        <AddressField form={form} isDisabled={!mayChange} />
        <OwnLanguageField form={form} isDisabled={!mayChange} />
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

type FieldProps = Pick<Draft<Settings>, 'form'> & { readonly isDisabled: boolean }

function NameField({ form, isDisabled }: FieldProps) {
  const { t } = useWords()
  const { field, fieldState } = useController({ control: form.control, name: 'organisation' })
  return (
    <Field
      required
      label={t('settings.organisation')}
      validationState={fieldState.invalid ? 'error' : 'none'}
      validationMessage={fieldState.invalid ? t('ui.mustFill') : undefined}
    >
      <Input
        value={field.value}
        maxLength={128}
        disabled={isDisabled}
        onChange={(_, data) => field.onChange(data.value)}
      />
    </Field>
  )
}

function AddressField({ form, isDisabled }: FieldProps) {
  const { t } = useWords()
  const { field } = useController({ control: form.control, name: 'signInAddress' })
  return (
    <Field label={t('settings.signInAddress')} hint={t('settings.signInAddressHint')}>
      <Input
        value={field.value}
        maxLength={200}
        spellCheck={false}
        disabled={isDisabled}
        onChange={(_, data) => field.onChange(data.value)}
      />
    </Field>
  )
}

function OwnLanguageField({ form, isDisabled }: FieldProps) {
  const { t } = useWords()
  const { field } = useController({ control: form.control, name: 'language' })
  return (
    <LanguageField
      label={t('settings.language')}
      hint={t('settings.languageHint')}
      none={null}
      value={field.value}
      isDisabled={isDisabled}
      onChange={field.onChange}
    />
  )
}
