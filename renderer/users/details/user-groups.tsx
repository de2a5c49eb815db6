import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { UserDetails } from '../../../shared/users.ts'
import { api } from '../../base/api.ts'
import { listed } from '../../base/words/role-needed.ts'
import { useWords } from '../../base/words/words.ts'
import { useArrival } from '../../ui/arriving.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { MaybeButton } from '../../ui/maybe-button.tsx'
import { Titled } from '../../ui/titled.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex' },
})

type UserRolesProps = {
  readonly user: UserDetails
  /** Why this admin may not give and take roles; null if they may. */
  readonly whyNot: string | null
  readonly onManage: () => void
}

/** Somebody's admin roles, each with the groups that it is limited to. */
export function UserRoles({ user: { roles, limits }, whyNot, onManage }: UserRolesProps) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const isLimited = limits.length > 0
  const { data, isLoading } = useQuery(api.groups.list.queryOptions({ input: {}, enabled: isLimited }))
  useArrival(isLoading)
  const nameOf = new Map(data?.groups.map(({ id, name }) => [id, name]))
  const lines = roles.map((role) => {
    const limit = limits.find((one) => one.role === role)
    if (limit === undefined) return t(`roles.${role}`)
    const names = limit.groups.map((id) => nameOf.get(id) ?? (data === undefined ? '…' : t('users.goneGroup')))
    return t('users.limitedRole', { role: t(`roles.${role}`), groups: listed(names, words, 'conjunction') })
  })
  return (
    <Titled level={3} isTight title={t('users.columns.roles')}>
      <Lines lines={lines} none={t('roles.none')} />
      <div className={styles.buttons}>
        <MaybeButton label={t('users.manageRoles')} whyNot={whyNot} onClick={onManage} />
      </div>
    </Titled>
  )
}

/** The groups that somebody is in, through other groups too. */
export function UserGroups({ userId }: { readonly userId: UserDetails['id'] }) {
  const { t } = useWords()
  const { data, error, isLoading } = useQuery({ ...api.groups.of.queryOptions({ input: { userId } }), gcTime: 0 })
  useArrival(isLoading)
  return (
    <Titled level={3} isTight title={t('groups.title')}>
      <ErrorBar error={error} />
      {data !== undefined && <Lines lines={data.groups.map(({ name }) => name)} none={t('users.noGroups')} />}
    </Titled>
  )
}

function Lines({ lines, none }: { readonly lines: readonly string[]; readonly none: string }) {
  const styles = useStyles()
  if (lines.length === 0) return <Text className={styles.quiet}>{none}</Text>
  return (
    <ul className={styles.list}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
