import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { UserId } from '../../../shared/ids.ts'
import { linkHours } from '../../../shared/links.ts'
import { api, client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { useNotify } from '../../base/notify.tsx'
import { useAction } from '../../base/use-action.ts'
import { useWords } from '../../base/words/words.ts'

/** Sends a link by mail in place of a reset. `isOffered` is false where no link can be sent to anybody; `whyNot` is the reason for this person. */
export function useSendLink(person: NonNullable<Chosen['single']>, onSent: () => void) {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const { isOffered, refusal } = useLinkOffer(person.id)
  const sending = useAction(async () => {
    const selection = { kind: 'users', ids: [person.id] } as const
    const { sent } = await withConfirmation(() => client.links.send({ selection }))
    notify(t('links.sentTo', { address: sent[0]?.to ?? '', hours: linkHours }))
    void queries.invalidateQueries({ queryKey: api.users.key() })
    onSent()
  })
  return { ...sending, isOffered, whyNot: refusal === null ? null : t(`links.refusals.${refusal}`) }
}

const forEverybody: readonly string[] = ['mailOff', 'portalOff']

/** Whether links can be sent at all, and the reason if one person can't get one. */
export function useLinkOffer(userId: UserId | null) {
  const { data } = useQuery(api.links.offer.queryOptions({ input: { userId }, gcTime: 0, staleTime: 0 }))
  const refusal = data?.refusal ?? null
  return { isOffered: data !== undefined && !(refusal !== null && forEverybody.includes(refusal)), refusal }
}
