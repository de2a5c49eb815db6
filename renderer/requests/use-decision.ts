import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Request } from '../../shared/requests.ts'
import { api, client, errorCodeOf } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'

/** Approves, refuses or withdraws one request; `onDecided` is called after each success. */
export function useDecision({ id, asked }: Request, onDecided: () => void) {
  const { t, formatNumber } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const number = formatNumber(id)
  const settled = (text: string) => () => {
    // Everything is read again, because an approval can change password states, jobs or policies.
    void queries.invalidateQueries()
    notify(text)
    onDecided()
  }
  const onError = () => void queries.invalidateQueries({ queryKey: api.requests.key() })
  const approve = useMutation({
    mutationFn: () => withConfirmation(() => client.requests.approve({ id })),
    onSuccess: settled(t(asked.kind === 'help' ? 'requests.markedAnswered' : 'requests.approved', { number })),
    onError,
  })
  const refuse = useMutation({
    mutationFn: (reason: string) => client.requests.refuse({ id, reason }),
    onSuccess: settled(t('requests.refused', { number })),
    onError,
  })
  const withdraw = useMutation({
    mutationFn: () => client.requests.withdraw({ id }),
    onSuccess: settled(t('requests.withdrawn', { number })),
    onError,
  })
  // Closing the question for the own password is no error.
  const approveError = errorCodeOf(approve.error) === 'CONFIRMATION_NEEDED' ? null : approve.error
  const isBusy = approve.isPending || refuse.isPending || withdraw.isPending
  return { approve, refuse, withdraw, isBusy, error: approveError ?? refuse.error ?? withdraw.error }
}
