import { useQueryClient } from '@tanstack/react-query'
import type { MailSettings } from '../../shared/mail.ts'
import { api, client, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { usePlaceUnsaved } from '../base/unsaved.ts'
import { useWork } from '../base/use-action.ts'
import { stillTrue, useComplaints } from '../base/use-complaints.ts'
import { useDraft } from '../base/use-draft.ts'
import { useWords } from '../base/words/words.ts'
import { draftOf, type ServerDraft, type ServerFaults, serverFaults, serverOf } from './server-draft.ts'

export type ServerForm = ReturnType<typeof useServerDraft>

/** The form of the mail server. */
export function useServerDraft(stored: MailSettings) {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const { error, isBusy, run } = useWork()
  const { form, typed: draft, isChanged, fill, discard } = useDraft(draftOf(stored))
  usePlaceUnsaved('mail', isChanged)
  const [complaints, complain] = useComplaints<ServerFaults>((field) => draft[field])
  const faults = serverFaults(draft, stored)

  const save = () => {
    complain(faults)
    if (!isChanged || Object.keys(faults).length > 0) return
    void run(async () => {
      const password =
        draft.password === '' ? ({ kind: 'keep' } as const) : ({ kind: 'set', password: draft.password } as const)
      const call = () => client.mail.save({ server: serverOf(draft), password })
      const next = await withConfirmation(call).catch((failure: unknown) => {
        // The request holds what was typed, the password too, so that the form can drop it.
        if (isWaiting(failure)) discard()
        throw failure
      })
      queries.setQueryData(api.mail.get.queryKey({ input: {} }), next)
      void queries.invalidateQueries({ queryKey: api.mail.outbox.key() })
      // Read again, because this can change whether codes can be sent by mail.
      void queries.invalidateQueries({ queryKey: api.registration.unavailable.key() })
      discard()
      notify(t('mail.saved'))
    })
  }
  const change = (part: Partial<ServerDraft>) => fill({ ...draft, ...part })
  const shown = stillTrue(complaints, faults)
  return { control: form.control, draft, change, faults: shown, isChanged, isBusy, error, save }
}
