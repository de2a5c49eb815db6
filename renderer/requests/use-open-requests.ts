import { useQuery } from '@tanstack/react-query'
import { api } from '../base/api.ts'
import { useMay } from '../base/session.ts'

/** How often the number is asked for, in milliseconds; a few seconds are soon enough for a second admin. */
export const pollInterval = 5000

/** How many requests wait for a yes or no; 0 for who may not see them. */
export function useOpenRequests(): number {
  const enabled = useMay('users.read')
  const { data } = useQuery({
    ...api.requests.count.queryOptions({ input: {} }),
    enabled,
    refetchInterval: pollInterval,
  })
  return data?.open ?? 0
}
