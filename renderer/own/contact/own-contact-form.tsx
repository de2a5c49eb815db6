import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fieldLabel } from '../../../shared/i18n/field-name.ts'
import { isWaiting } from '../../base/api-errors.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { useNotify } from '../../base/notify.tsx'
import { useAction } from '../../base/use-action.ts'
import { useComplaints } from '../../base/use-complaints.ts'
import { useDraft } from '../../base/use-draft.ts'
import { fieldFaultText } from '../../base/words/field-words.ts'
import { useWords } from '../../base/words/words.ts'
import { useArrival } from '../../ui/arriving.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { useOwnClients } from '../own-clients.ts'
import {
  type OwnContact,
  type OwnContactFaults,
  type OwnContactField,
  ownContactFaults,
  ownContactFields,
  registrationKey,
} from './own-contact.ts'

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    alignItems: 'start',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
  },
})

type OwnContactFormProps = {
  readonly saved: OwnContact
  /** Reads the person's details again. */
  readonly onSaved: () => Promise<unknown>
  /** True to put the fields side by side where there is room. */
  readonly hasColumns?: boolean
}

/** The contact information that people change themselves. */
export function OwnContactForm({ saved, onSaved, hasColumns = false }: OwnContactFormProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { contact, change, faults, error, isBusy, isChanged, submit } = useContact(saved, onSaved)
  const whyNot = useWhyNot()
  const fields = <OwnContactFields {...{ contact, faults, change, whyNot }} />
  return (
    <Form onSubmit={() => void submit()}>
      <ErrorBar error={error} />
      {hasColumns ? <div className={styles.columns}>{fields}</div> : fields}
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy || !isChanged}>
          {t('common.save')}
        </Button>
        {isChanged && <Body1 role="status">{t('settings.unsaved')}</Body1>}
      </FormActions>
    </Form>
  )
}

/** Why a field can't be changed here; null for one that can, and undefined until the directory of the person has said so. */
type WhyNot = (field: OwnContactField) => string | null | undefined

function useWhyNot(): WhyNot {
  const { t } = useWords()
  const { account } = useOwnClients()
  const { data, error, isLoading } = useQuery({
    queryKey: ['ownEditable'],
    queryFn: () => account.editable({}),
    gcTime: 0,
  })
  useArrival(isLoading)
  return (field) => {
    if (error !== null) return t('users.notAsked')
    if (data === undefined) return undefined
    const bar = data.editable?.fields[field] ?? null
    return bar === null ? null : t('sessions.keptThere')
  }
}

/** The state of the form, from typing to saving. */
function useContact(saved: OwnContact, onSaved: () => Promise<unknown>) {
  const { t } = useWords()
  const { account } = useOwnClients()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const queries = useQueryClient()
  const { typed: contact, isChanged, fill, discard } = useDraft<OwnContact>(saved)
  const [faults, complain] = useComplaints<OwnContactFaults>((field) => contact[field])
  const saving = useAction(async () => {
    const { alternateEmail, mobilePhone, language } = contact
    const next = { alternateEmail: alternateEmail.trim(), mobilePhone: mobilePhone.trim(), language }
    await withConfirmation(() => account.updateContact({ ...next, seen: saved })).catch((failure: unknown) => {
      // The request holds what was typed, so that the form can drop it.
      if (isWaiting(failure)) discard()
      throw failure
    })
    await onSaved()
    void queries.invalidateQueries({ queryKey: [registrationKey] })
    discard()
    notify(t('sessions.contactSaved'))
  })
  const submit = async () => {
    if (saving.isBusy || !isChanged) return
    const found = ownContactFaults(contact)
    complain(found)
    saving.clearError()
    if (Object.keys(found).length === 0) await saving.run()
  }
  const change = (part: Partial<OwnContact>) => fill({ ...contact, ...part })
  return { contact, change, faults, error: saving.error, isBusy: saving.isBusy, isChanged, submit }
}

const inputKinds = {
  // No `type` of email: the browser would turn a domain of another alphabet into xn--.
  alternateEmail: { inputMode: 'email', autoComplete: 'email', autoCapitalize: 'off' },
  mobilePhone: { type: 'tel', autoComplete: 'tel' },
} as const

type OwnContactFieldsProps = {
  readonly contact: OwnContact
  readonly faults: OwnContactFaults
  readonly change: (part: Partial<OwnContact>) => void
  readonly whyNot: WhyNot
}

/** One field for each part of the contact information that people change themselves. */
function OwnContactFields({ contact, faults, change, whyNot }: OwnContactFieldsProps) {
  const words = useWords()
  const { t } = words
  return (
    <>
      {ownContactFields.map((field) => {
        const fault = faults[field]
        const bar = whyNot(field)
        return (
          <Field
            key={field}
            label={fieldLabel(field, words)}
            hint={bar ?? undefined}
            validationState={fault === undefined ? 'none' : 'error'}
            validationMessage={fault && fieldFaultText(fault.reason, fault.detail, words)}
          >
            <Input
              {...inputKinds[field]}
              value={contact[field]}
              readOnly={bar !== null}
              spellCheck={false}
              onChange={(_, data) => change({ [field]: data.value })}
            />
          </Field>
        )
      })}
      <LanguageField
        label={t('sessions.preferredLanguage')}
        hint={t('sessions.languageHint')}
        none={t('sessions.noLanguage')}
        value={contact.language}
        onChange={(language) => change({ language })}
      />
    </>
  )
}
