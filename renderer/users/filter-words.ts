import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ownDirectory } from '../../shared/directories.ts'
import type { PasswordState } from '../../shared/rules/password-state.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import type { SignInStatus } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import type { FilterKind } from './user-view.ts'

export type FilterWords = {
  readonly kind: (kind: FilterKind) => string
  readonly value: (kind: FilterKind, value: string) => string
}

/** The names of filters and their values, for the panel and the tags. Groups and directories are read only where some are shown. */
export function useFilterWords(shown: { readonly group: boolean; readonly directory: boolean }): FilterWords {
  const { t } = useWords()
  const { data } = useQuery(api.groups.list.queryOptions({ input: {}, enabled: shown.group }))
  const directories = useQuery(api.directories.freshness.queryOptions({ input: {}, enabled: shown.directory })).data
  return useMemo(
    () => ({
      kind: (kind) => t(`users.filters.${kind}`),
      value: (kind, value) => {
        if (kind === 'signIn') return t(`signIn.${value as SignInStatus}`)
        if (kind === 'passwordState') return t(`states.${value as PasswordState}`)
        if (kind === 'lapse') return t('users.lapsesSoon')
        if (kind === 'group') {
          const found = data?.groups.find(({ id }) => String(id) === value)
          return found?.name ?? (data === undefined ? '…' : t('users.goneGroup'))
        }
        if (kind === 'directory') {
          if (value === String(ownDirectory)) return t('users.ownDirectory')
          const found = directories?.directories.find(({ id }) => String(id) === value)
          return found?.name ?? (directories === undefined ? '…' : t('users.goneDirectory'))
        }
        if (kind === 'department') return value === '' ? t('users.noDepartment') : value
        return t(`roles.${value as RoleName | 'none'}`)
      },
    }),
    [t, data, directories],
  )
}
