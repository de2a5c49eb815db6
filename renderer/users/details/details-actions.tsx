import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import {
  DoorArrowRightRegular,
  EditRegular,
  KeyResetRegular,
  LockOpenRegular,
  MailRegular,
  PasswordClockRegular,
  PersonAvailableRegular,
  PersonDeleteRegular,
  PersonProhibitedRegular,
  ShieldPersonRegular,
  SignOutRegular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import { linkHours } from '../../../shared/links.ts'
import { maskedAddress } from '../../../shared/rules/mail-address.ts'
import type { UserDetails } from '../../../shared/users.ts'
import { client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useWords } from '../../base/words/words.ts'
import { chosenPerson } from '../selection/chosen-people.ts'
import type { useUserAction } from '../use-user-action.ts'
import type { whyNots } from './details-reasons.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  danger: {
    color: tokens.colorStatusDangerForeground3,
    ':hover': { color: tokens.colorStatusDangerForeground3 },
    ':hover:active': { color: tokens.colorStatusDangerForeground3 },
  },
})

/** The panels that open on top of the details. */
export type DetailsStep = 'edit' | 'roles' | 'remove' | 'shutOut'

export type DetailsActionsProps = {
  readonly user: UserDetails
  readonly whyNot: ReturnType<typeof whyNots>
  /** Why no link by mail can go to this person. */
  readonly noLink: string | null
  readonly action: ReturnType<typeof useUserAction>
  readonly onStep: (step: DetailsStep) => void
  readonly onResetPassword: (chosen: Chosen) => void
  readonly onRequireChange: (chosen: Chosen) => void
}

type ActionProps = {
  readonly label: string
  readonly icon: ReactElement
  readonly whyNot: string | null
  readonly look?: 'primary' | 'danger'
  readonly onClick: () => void
}

function Action({ label, icon, whyNot, look, onClick }: ActionProps) {
  const styles = useStyles()
  const button = (
    <Button
      icon={icon}
      appearance={look === 'primary' ? 'primary' : 'secondary'}
      className={look === 'danger' && whyNot === null ? styles.danger : undefined}
      disabledFocusable={whyNot !== null}
      onClick={onClick}
    >
      {label}
    </Button>
  )
  if (whyNot === null) return button
  return (
    <Tooltip content={whyNot} relationship="description">
      {button}
    </Tooltip>
  )
}

/** The actions on one person; those that the admin may not take are disabled and name the roles that could. */
export function DetailsActions(props: DetailsActionsProps) {
  const { user, whyNot, onStep, onResetPassword, onRequireChange } = props
  const { t } = useWords()
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
    <div role="group" aria-label={t('users.actions')} className={styles.root}>
      <Action
        look="primary"
        label={t('passwords.resetPassword')}
        icon={<KeyResetRegular />}
        whyNot={whyNot.reset}
        onClick={() => onResetPassword(chosenPerson(user))}
      />
      <Action
        label={t('users.requireChange')}
        icon={<PasswordClockRegular />}
        whyNot={whyNot.requireChange}
        onClick={() => onRequireChange(chosenPerson(user))}
      />
      <SendLink {...props} />
      <SignInActions {...props} />
      <Action label={t('users.edit')} icon={<EditRegular />} whyNot={whyNot.edit} onClick={() => onStep('edit')} />
      <Action
        label={t('users.manageRoles')}
        icon={<ShieldPersonRegular />}
        whyNot={whyNot.roles}
        onClick={() => onStep('roles')}
      />
      <Action
        look="danger"
        label={t('users.deleteUser')}
        icon={<PersonDeleteRegular />}
        whyNot={whyNot.remove}
        onClick={() => onStep('remove')}
      />
      <Action
        look="danger"
        label={t('users.shutOut')}
        icon={<DoorArrowRightRegular />}
        whyNot={whyNot.shutOut}
        onClick={() => onStep('shutOut')}
      />
    </div>
  )
}

function SendLink({ user, noLink, action }: Pick<DetailsActionsProps, 'user' | 'noLink' | 'action'>) {
  const { t } = useWords()
  const selection = { kind: 'users', ids: [user.id] } as const
  const address = maskedAddress(user.contact.alternateEmail)
  const sent = t('links.sentTo', { address, hours: linkHours })
  return (
    <Action
      label={t('links.send')}
      icon={<MailRegular />}
      whyNot={noLink}
      onClick={() => void action.run(() => client.links.send({ selection }), sent)}
    />
  )
}

function SignInActions({ user, whyNot, action }: Pick<DetailsActionsProps, 'user' | 'whyNot' | 'action'>) {
  const { t } = useWords()
  const { id, displayName: name } = user
  const isBlocked = user.signIn === 'blocked'
  const block = () =>
    action.run(
      () => client.users.block({ id, isBlocked: !isBlocked }),
      t(isBlocked ? 'users.unblocked' : 'users.blocked', { name }),
    )
  return (
    <>
      <Action
        label={t(isBlocked ? 'users.allowSignIn' : 'users.blockSignIn')}
        icon={isBlocked ? <PersonAvailableRegular /> : <PersonProhibitedRegular />}
        whyNot={whyNot.block}
        onClick={() => void block()}
      />
      {user.signIn === 'locked' && (
        <Action
          label={t('users.unlock')}
          icon={<LockOpenRegular />}
          whyNot={whyNot.unlock}
          onClick={() => void action.run(() => client.policies.unlock({ userId: id }), t('users.unlocked', { name }))}
        />
      )}
      <Action
        label={t('users.endAll')}
        icon={<SignOutRegular />}
        whyNot={whyNot.endAll}
        onClick={() => void action.run(() => client.sessions.endAll({ userId: id }), t('users.endedAll', { name }))}
      />
    </>
  )
}
