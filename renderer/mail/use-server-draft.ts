import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailSettings } from '../../shared/mail.ts'
import { api, client, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useWork } from '../base/use-action.ts'
import { useDraft } from '../base/use-draft.ts'
import { useWords } from '../base/words/words.ts'
import { draftOf, type ServerDraft, serverFaults, serverOf } from './server-draft.ts'

export type ServerForm = ReturnType<typeof useServerDraft>

/** The form of the mail server with its one Save. */
export function useServerDraft(stored: MailSettings) {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const { error, isBusy, run } = useWork()
  const [isChecked, setIsChecked] = useState(false)
  const { form, typed: draft, isChanged, fill, discard } = useDraft(draftOf(stored))
  const faults = serverFaults(draft, stored)

  const save = () => {
    setIsChecked(true)
    if (!isChanged || Object.keys(faults).length > 0) return
    void run(async () => {
      const password =
        draft.password === '' ? ({ kind: 'keep' } as const) : ({ kind: 'set', password: draft.password } as const)
      const call = () => client.mail.save({ server: serverOf(draft), password })
      const next = await withConfirmation(call).catch((failure: unknown) => {
        // What was typed, the password too, waits with the request and not here.
        if (isWaiting(failure)) discard()
        throw failure
      })
      queries.setQueryData(api.mail.get.queryKey({ input: {} }), next)
      void queries.invalidateQueries({ queryKey: api.mail.outbox.key() })
      // Read again, because codes by mail may be available or unavailable from now on.
      void queries.invalidateQueries({ queryKey: api.registration.unavailable.key() })
      discard()
      setIsChecked(false)
      notify(t('mail.saved'))
    })
  }
  const change = (part: Partial<ServerDraft>) => fill({ ...draft, ...part })
  return { control: form.control, draft, change, faults: isChecked ? faults : {}, isChanged, isBusy, error, save }
}
