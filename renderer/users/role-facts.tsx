import { useQuery } from '@tanstack/react-query'
import type { UserDetails } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { listed } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { rolesText } from './reset-reason.ts'

/** Somebody's admin roles, each with the groups that it is limited to. */
export function RoleFacts({ user: { roles, limits } }: { readonly user: UserDetails }) {
  const words = useWords()
  const { t } = words
  const isLimited = limits.length > 0
  const { data } = useQuery(api.groups.list.queryOptions({ input: {}, enabled: isLimited }))
  if (!isLimited) return rolesText(roles, words) || t('roles.none')
  const nameOf = new Map(data?.groups.map(({ id, name }) => [id, name]))
  const lines = roles.map((role) => {
    const limit = limits.find((one) => one.role === role)
    if (limit === undefined) return t(`roles.${role}`)
    const names = limit.groups.map((id) => nameOf.get(id) ?? (data === undefined ? '…' : t('users.goneGroup')))
    return t('users.limitedRole', { role: t(`roles.${role}`), groups: listed(names, words, 'conjunction') })
  })
  return lines.join('\n')
}
