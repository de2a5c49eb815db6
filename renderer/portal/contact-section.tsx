import { Button } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MyDetails } from '../../shared/portal-account.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import {
  isSameContact,
  type OwnContact,
  type OwnContactFaults,
  ownContactFaults,
  registrationKey,
} from '../ui/own-contact.ts'
import { OwnContactFields } from '../ui/own-contact-fields.tsx'
import { Card } from './card.tsx'
import { account, portalApi } from './portal-api.ts'

function useContact(saved: OwnContact) {
  const { t } = useWords()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<OwnContact | null>(null)
  const [faults, setFaults] = useState<OwnContactFaults>({})
  const contact = typed ?? saved
  const hasChanged = !isSameContact(contact, saved)
  const saving = useAction(async () => {
    const { alternateEmail, mobilePhone } = contact
    const next = { ...contact, alternateEmail: alternateEmail.trim(), mobilePhone: mobilePhone.trim() }
    await withConfirmation(() => account.updateContact(next))
    await queries.invalidateQueries({ queryKey: portalApi.account.myDetails.key() })
    void queries.invalidateQueries({ queryKey: [registrationKey] })
    setTyped(null)
    notify(t('sessions.contactSaved'))
  })
  const submit = async () => {
    if (saving.isBusy || !hasChanged) return
    const found = ownContactFaults(contact)
    setFaults(found)
    saving.clearError()
    if (Object.keys(found).length === 0) await saving.run()
  }
  const change = (part: Partial<OwnContact>) => setTyped({ ...contact, ...part })
  return { contact, change, faults, error: saving.error, isBusy: saving.isBusy, hasChanged, submit }
}

/** How to reach the person, kept up by themselves. */
export function ContactSection({ me }: { readonly me: MyDetails }) {
  const { t } = useWords()
  const { contact, change, faults, error, isBusy, hasChanged, submit } = useContact(me.contact)
  return (
    <Card title={t('sessions.contactDetails')}>
      <Form onSubmit={() => void submit()}>
        <ErrorBar error={error} />
        <OwnContactFields {...{ contact, faults, change }} />
        <FormActions>
          <Button type="submit" disabledFocusable={isBusy || !hasChanged}>
            {t('common.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}
