import { useQuery } from '@tanstack/react-query'
import type { Selection } from '../../shared/users.ts'
import { api } from '../base/api.ts'

/** Who an action on many would reach; asked anew each time a dialog opens, since people change. */
export function useManyPreview(selection: Selection, action: 'reset' | 'requireChange') {
  return useQuery(
    api.passwords.previewMany.queryOptions({
      input: { selection, action },
      gcTime: 0,
      staleTime: 0,
      refetchOnWindowFocus: false,
    }),
  )
}
