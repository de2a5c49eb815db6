import { useQuery } from '@tanstack/react-query'
import type { UserDetails } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'

/** Why no link to choose a new password can go to this person right now, in words; null while it can. The service decides. */
export function useNoLink({ id, contact, signIn }: UserDetails): string | null {
  const { t } = useWords()
  const isEnabled = useMay('passwords.reset')
  const options = api.links.offer.queryOptions({ input: { userId: id }, enabled: isEnabled, gcTime: 0 })
  // Asked anew when the person is edited or blocked.
  const offer = useQuery({ ...options, queryKey: [...options.queryKey, contact.alternateEmail, signIn] as never })
  const refusal = offer.data?.refusal ?? null
  return refusal === null ? null : t(`links.refusals.${refusal}`)
}
