import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserDetails } from '../../shared/users.ts'
import { api, client, errorCodeOf } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import {
  isSameContact,
  type OwnContact,
  type OwnContactFaults,
  ownContactFaults,
  ownContactOf,
  registrationKey,
} from '../ui/own-contact.ts'

/** The person's own contact information, from typing to saved. */
export function useOwnContact(me: UserDetails) {
  const { t } = useWords()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const queries = useQueryClient()
  const saved = ownContactOf(me)
  const [typed, setTyped] = useState<OwnContact | null>(null)
  const [faults, setFaults] = useState<OwnContactFaults>({})
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const contact = typed ?? saved

  const submit = async () => {
    if (isBusy || isSameContact(contact, saved)) return
    const found = ownContactFaults(contact)
    setFaults(found)
    setError(null)
    if (Object.keys(found).length > 0) return
    setIsBusy(true)
    try {
      const { alternateEmail, mobilePhone, language } = contact
      const next = { alternateEmail: alternateEmail.trim(), mobilePhone: mobilePhone.trim(), language }
      await withConfirmation(() => client.users.editMine(next))
      await queries.invalidateQueries({ queryKey: api.users.me.key() })
      void queries.invalidateQueries({ queryKey: [registrationKey] })
      setTyped(null)
      notify(t('sessions.contactSaved'))
    } catch (failure) {
      // Who closes the question for the password goes on with what was typed.
      if (errorCodeOf(failure) !== 'CONFIRMATION_NEEDED') setError(failure)
    } finally {
      setIsBusy(false)
    }
  }
  const change = (part: Partial<OwnContact>) => setTyped({ ...contact, ...part })
  return { contact, change, faults, error, isBusy, hasChanged: !isSameContact(contact, saved), submit }
}
