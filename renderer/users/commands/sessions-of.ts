import { useQuery } from '@tanstack/react-query'
import type { UserId } from '../../../shared/ids.ts'
import { api } from '../../base/api.ts'

/** Where one person is signed in right now; read by the actions too, for whom nobody's sessions are a reason. */
export function useSessionsOf(userId: UserId) {
  return useQuery({ ...api.sessions.of.queryOptions({ input: { userId } }), gcTime: 0 })
}
