import { QueryClient } from '@tanstack/react-query'
import { isConnectionLost } from './api-errors.ts'

/** A query cache for a service on the same machine: it does not wait for a network, and only a lost connection is tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: (failures, error) => isConnectionLost(error) && failures < 2,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  })
}
