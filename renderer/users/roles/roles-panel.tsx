import { Button, Text } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { SecretTicket } from '../../../shared/passwords.ts'
import { limitableRole, type RoleName } from '../../../shared/rules/role-matrix.ts'
import type { UserDetails } from '../../../shared/users.ts'
import { api, client, errorCodeOf } from '../../base/api.ts'
import { isSameTyped } from '../../base/draft.ts'
import { useSettings } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { CancelButton } from '../../ui/cancel-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useUserAction } from '../use-user-action.ts'
import { choiceOf, limitsOf } from './role-choice.ts'
import { RoleReach } from './role-reach.tsx'
import { UserRoles } from './user-roles.tsx'

type RolesPanelProps = {
  readonly user: UserDetails
  /** Shows the new password, where the roles could only be given together with one. */
  readonly passwordOf: (ticket: SecretTicket) => ReactNode
  readonly onClose: () => void
}

/**
 * Gives and takes one person's admin roles, for everybody or for the people of some groups. If other people know the person's password and
 * must not get these roles through it, the panel offers to reset the password in the same step.
 */
export function RolesPanel({ user, passwordOf, onClose }: RolesPanelProps) {
  const { t, language } = useWords()
  const { temporaryStyle } = useSettings()
  // The roles when the panel opened: what others give or take meanwhile is not shown, and is kept.
  const [seen] = useState({ roles: [...user.roles], limits: [...user.limits] })
  const [begun] = useState(() => choiceOf(seen.roles, seen.limits))
  const [choice, setChoice] = useState(begun)
  const isTyped = !isSameTyped(choice, begun)
  const groups = useQuery(api.groups.list.queryOptions({ input: {} }))
  const { run, error, isBusy } = useUserAction()
  const limits = limitsOf(choice)
  const [ticket, setTicket] = useState<SecretTicket | null>(null)
  const isKnown = errorCodeOf(error) === 'PASSWORD_KNOWN'
  const save = async (withReset: boolean) => {
    if (limits === null) return
    const reset = withReset ? { reset: { style: temporaryStyle, language } } : {}
    let made: SecretTicket | undefined
    const call = async () => {
      const input = { userId: user.id, roles: [...choice.roles], limits: [...limits], seen, ...reset }
      made = (await client.roles.set(input)).ticket
    }
    if (!(await run(call, t('users.saved', { name: user.displayName })))) return
    if (made === undefined) onClose()
    else setTicket(made)
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
  if (ticket !== null) {
    return (
      <Panel isOpen title={t('users.manageRoles')} onClose={onClose}>
        {passwordOf(ticket)}
      </Panel>
    )
  }
  const footer = (
    <>
      <Button appearance="primary" disabledFocusable={isBusy || limits === null} onClick={() => void save(isKnown)}>
        {isKnown ? t('users.resetWithRoles') : t('common.save')}
      </Button>
      <CancelButton />
    </>
  )
  return (
    <Panel isOpen title={t('users.manageRoles')} onClose={onClose} isUnsaved={isTyped} footer={footer}>
      <Text>
        <strong>{user.displayName}</strong> ({user.username})
      </Text>
      <ErrorBar error={error ?? groups.error} />
      <UserRoles roles={choice.roles} onChange={(roles) => setChoice({ ...choice, roles })} below={reachOf} />
    </Panel>
  )
}
