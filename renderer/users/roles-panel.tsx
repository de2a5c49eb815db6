import { Button, Text } from '@fluentui/react-components'
import { useState } from 'react'
import type { UserDetails } from '../../shared/users.ts'
import { client } from '../app/api.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { useUserAction } from './use-user-action.ts'
import { UserRoles } from './user-roles.tsx'

/** Gives and takes one person's admin roles. */
export function RolesPanel({ user, onClose }: { readonly user: UserDetails; readonly onClose: () => void }) {
  const { t } = useWords()
  const [roles, setRoles] = useState(user.roles)
  const { run, error, isBusy } = useUserAction()
  const save = async () => {
    const call = () => client.roles.set({ userId: user.id, roles: [...roles] })
    if (await run(call, t('users.saved', { name: user.displayName }))) onClose()
  }
  const footer = (
    <>
      <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void save()}>
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
      <ErrorBar error={error} />
      <UserRoles roles={roles} onChange={setRoles} />
    </Panel>
  )
}
