import { Button, Text } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { limitableRole, type RoleName } from '../../shared/rules/role-matrix.ts'
import type { UserDetails } from '../../shared/users.ts'
import { api, client } from '../app/api.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { choiceOf, limitsOf } from './role-choice.ts'
import { RoleReach } from './role-reach.tsx'
import { useUserAction } from './use-user-action.ts'
import { UserRoles } from './user-roles.tsx'

/** Gives and takes one person's admin roles, for everybody or for the people of some groups. */
export function RolesPanel({ user, onClose }: { readonly user: UserDetails; readonly onClose: () => void }) {
  const { t } = useWords()
  const [choice, setChoice] = useState(() => choiceOf(user.roles, user.limits))
  const groups = useQuery(api.groups.list.queryOptions({ input: {} }))
  const { run, error, isBusy } = useUserAction()
  const limits = limitsOf(choice)
  const save = async () => {
    if (limits === null) return
    const call = () => client.roles.set({ userId: user.id, roles: [...choice.roles], limits: [...limits] })
    if (await run(call, t('users.saved', { name: user.displayName }))) onClose()
  }
  const reachOf = (role: RoleName) => {
    const limitable = limitableRole.safeParse(role)
    if (!limitable.success || groups.data === undefined) return null
    return (
      <RoleReach
        role={limitable.data}
        reach={choice.reach[limitable.data] ?? null}
        groups={groups.data.groups}
        onChange={(reach) => setChoice({ ...choice, reach: { ...choice.reach, [role]: reach } })}
      />
    )
  }
  const footer = (
    <>
      <Button appearance="primary" disabledFocusable={isBusy || limits === null} onClick={() => void save()}>
        {t('common.save')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('users.manageRoles')} onClose={onClose} footer={footer}>
      <Text>
        <strong>{user.displayName}</strong> ({user.username})
      </Text>
      <ErrorBar error={error ?? groups.error} />
      <UserRoles roles={choice.roles} onChange={(roles) => setChoice({ ...choice, roles })} below={reachOf} />
    </Panel>
  )
}
