import { useQuery } from '@tanstack/react-query'
import { api } from '../base/api.ts'
import { useMay } from '../base/session.ts'

/** How often the number is read, in milliseconds; a second admin can wait a few seconds for it. */
export const pollInterval = 5000

/** How many requests wait for a decision; 0 for people who may not see them. */
export function useOpenRequests(): number {
  const enabled = useMay('users.read')
  const { data } = useQuery({
    ...api.requests.count.queryOptions({ input: {} }),
    enabled,
    refetchInterval: pollInterval,
  })
  return data?.open ?? 0
}
