import { useMemo } from 'react'
import type { PasswordState } from '../../shared/rules/password-state.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import type { SignInStatus } from '../../shared/users.ts'
import { useWords } from '../app/words.ts'
import type { FilterKind } from './user-view.ts'

export type FilterWords = {
  readonly kind: (kind: FilterKind) => string
  readonly value: (kind: FilterKind, value: string) => string
}

/** The names of filters and their values, the same in the panel and on the tags. */
export function useFilterWords(): FilterWords {
  const { t } = useWords()
  return useMemo(
    () => ({
      kind: (kind) => t(`users.filters.${kind}`),
      value: (kind, value) => {
        if (kind === 'signIn') return t(`signIn.${value as SignInStatus}`)
        if (kind === 'passwordState') return t(`states.${value as PasswordState}`)
        if (kind === 'department') return value === '' ? t('users.noDepartment') : value
        return t(`roles.${value as RoleName | 'none'}`)
      },
    }),
    [t],
  )
}
