import { useQuery } from '@tanstack/react-query'
import type { SessionInfo } from '../../shared/sessions.ts'
import { api, client } from '../base/api.ts'
import { ForcedChangePage, type ForcedPasswords } from '../own/password/forced-change-page.tsx'

export type ForcedChangeProps = {
  readonly session: SessionInfo
  readonly organisation: string
  readonly onChanged: (session: SessionInfo) => void
  readonly onSignOut: () => void
}

/** The forced change of the password at the desk, which comes before everything else. */
export function ForcedChange({ session, organisation, onChanged, onSignOut }: ForcedChangeProps) {
  const rules = useQuery(api.passwords.policy.queryOptions({ input: {} }))
  const change = async (typed: ForcedPasswords) => {
    await client.passwords.changeForced(typed)
    onChanged(await client.sessions.current({}))
  }
  return <ForcedChangePage {...{ session, organisation, rules, change, onSignOut }} />
}
