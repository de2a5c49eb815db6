import {
  DoorArrowRightRegular,
  EditRegular,
  KeyResetRegular,
  MailRegular,
  PasswordClockRegular,
  PersonAvailableRegular,
  PersonDeleteRegular,
  PersonProhibitedRegular,
  ShieldPersonRegular,
  SignOutRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { linkHours } from '../../../shared/links.ts'
import { maskedAddress } from '../../../shared/rules/mail-address.ts'
import type { UserDetails } from '../../../shared/users.ts'
import { api, client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useMay } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { QuestionDialog } from '../../ui/question-dialog.tsx'
import { rolesText } from '../reset-reason.ts'
import { chosenPerson } from '../selection/chosen-people.ts'
import type { useUserAction } from '../use-user-action.ts'
import type { Command } from './command.ts'
import { useSessionsOf } from './sessions-of.ts'
import type { whyNots } from './why-nots.ts'

/** What is done about somebody in a panel of its own. */
export type PersonStep = 'edit' | 'roles' | 'remove' | 'shutOut'

export type PersonCommandsProps = {
  readonly user: UserDetails
  readonly whyNot: ReturnType<typeof whyNots>
  readonly action: ReturnType<typeof useUserAction>
  readonly onStep: (step: PersonStep) => void
  readonly onResetPassword: (chosen: Chosen) => void
  readonly onRequireChange: (chosen: Chosen) => void
}

export type PersonCommand =
  | 'reset'
  | 'edit'
  | 'block'
  | 'requireChange'
  | 'sendLink'
  | 'roles'
  | 'endAll'
  | 'shutOut'
  | 'remove'

export type PersonCommands = {
  readonly commands: Readonly<Record<PersonCommand, Command>>
  /** What a command asks before it does anything. */
  readonly question: ReactNode
}

/** What can be done about one person: the same in the details and in the menu of the list. What the admin may not do says which roles could. */
export function usePersonCommands(props: PersonCommandsProps): PersonCommands {
  const { user, whyNot, action, onStep, onResetPassword, onRequireChange } = props
  const { t } = useWords()
  const block = useBlock(props)
  const noLink = useNoLink(user)
  const { id, displayName: name } = user
  const sessions = useSessionsOf(id)
  const noSession = sessions.data?.sessions.length === 0 ? t('users.notSignedIn', { name }) : null
  const address = maskedAddress(user.contact.alternateEmail)
  const sendLink = () =>
    action.run(
      () => client.links.send({ selection: { kind: 'users', ids: [id] } }),
      t('links.sentTo', { address, hours: linkHours }),
    )
  const endAll = () => action.run(() => client.sessions.endAll({ userId: id }), t('users.endedAll', { name }))
  const commands = {
    reset: {
      id: 'reset',
      label: t('passwords.resetPassword'),
      icon: <KeyResetRegular />,
      whyNot: whyNot.reset,
      run: () => onResetPassword(chosenPerson(user)),
    },
    edit: {
      id: 'edit',
      label: t('users.edit'),
      icon: <EditRegular />,
      whyNot: whyNot.edit,
      keys: 'F2',
      run: () => onStep('edit'),
    },
    block: block.command,
    requireChange: {
      id: 'requireChange',
      label: t('users.requireChange'),
      icon: <PasswordClockRegular />,
      whyNot: whyNot.requireChange,
      run: () => onRequireChange(chosenPerson(user)),
    },
    sendLink: {
      id: 'sendLink',
      label: t('links.send'),
      icon: <MailRegular />,
      whyNot: whyNot.reset ?? noLink,
      run: () => void sendLink(),
    },
    roles: {
      id: 'roles',
      label: t('users.manageRoles'),
      icon: <ShieldPersonRegular />,
      whyNot: whyNot.roles,
      run: () => onStep('roles'),
    },
    endAll: {
      id: 'endAll',
      label: t('users.endAll'),
      icon: <SignOutRegular />,
      whyNot: whyNot.endAll ?? noSession,
      run: () => void endAll(),
    },
    shutOut: {
      id: 'shutOut',
      label: t('users.shutOut'),
      icon: <DoorArrowRightRegular />,
      whyNot: whyNot.shutOut,
      isDanger: true,
      run: () => onStep('shutOut'),
    },
    remove: {
      id: 'remove',
      label: t('users.deleteUser'),
      icon: <PersonDeleteRegular />,
      whyNot: whyNot.remove,
      isDanger: true,
      keys: 'Delete',
      run: () => onStep('remove'),
    },
  } as const
  return { commands, question: block.question }
}

/** Blocks at once and offers Undo; for people with admin roles it asks first, because others may depend on them. */
function useBlock({ user, whyNot, action }: Pick<PersonCommandsProps, 'user' | 'whyNot' | 'action'>) {
  const words = useWords()
  const { t } = words
  const [isAsking, setIsAsking] = useState(false)
  const { id, displayName: name, roles } = user
  const isBlocked = user.signIn === 'blocked'
  const allow = { call: () => client.users.block({ id, isBlocked: false }), done: t('users.unblocked', { name }) }
  const block = () => {
    setIsAsking(false)
    void action.run(() => client.users.block({ id, isBlocked: true }), t('users.blocked', { name }), allow)
  }
  const run = () => {
    if (isBlocked) void action.run(allow.call, allow.done)
    else if (roles.length > 0) setIsAsking(true)
    else block()
  }
  const command: Command = {
    id: 'block',
    label: t(isBlocked ? 'users.allowSignIn' : 'users.blockSignIn'),
    icon: isBlocked ? <PersonAvailableRegular /> : <PersonProhibitedRegular />,
    whyNot: whyNot.block,
    run,
  }
  const question = isAsking ? (
    <QuestionDialog
      title={t('users.blockAdmin')}
      text={t('users.blockAdminText', { name, roles: rolesText(roles, words) })}
      act={t('users.blockSignIn')}
      onAct={block}
      onClose={() => setIsAsking(false)}
    />
  ) : null
  return { command, question }
}

/** Why no link to choose a new password can be sent to this person now, in words; null if one can. The service decides. */
function useNoLink({ id, contact, signIn }: UserDetails): string | null {
  const { t } = useWords()
  const isEnabled = useMay('passwords.reset')
  const options = api.links.offer.queryOptions({ input: { userId: id }, enabled: isEnabled, gcTime: 0 })
  // Read again when the person is edited or blocked.
  const offer = useQuery({ ...options, queryKey: [...options.queryKey, contact.alternateEmail, signIn] as never })
  const refusal = offer.data?.refusal ?? null
  return refusal === null ? null : t(`links.refusals.${refusal}`)
}
