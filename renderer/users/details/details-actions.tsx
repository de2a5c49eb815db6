import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import {
  DoorArrowRightRegular,
  EditRegular,
  KeyResetRegular,
  MailRegular,
  MoreHorizontalRegular,
  PasswordClockRegular,
  PersonAvailableRegular,
  PersonDeleteRegular,
  PersonProhibitedRegular,
  ShieldPersonRegular,
  SignOutRegular,
} from '@fluentui/react-icons'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { linkHours } from '../../../shared/links.ts'
import { maskedAddress } from '../../../shared/rules/mail-address.ts'
import type { UserDetails } from '../../../shared/users.ts'
import { client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useWords } from '../../base/words/words.ts'
import { QuestionDialog } from '../../ui/question-dialog.tsx'
import { rolesText } from '../reset-reason.ts'
import { chosenPerson } from '../selection/chosen-people.ts'
import type { useUserAction } from '../use-user-action.ts'
import type { whyNots } from './details-reasons.ts'
import { useSessionsOf } from './user-sessions.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  danger: { color: tokens.colorStatusDangerForeground3 },
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
  const button = (
    <Button
      icon={icon}
      appearance={look === 'primary' ? 'primary' : 'secondary'}
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

function MenuAction({ label, icon, whyNot, look, onClick }: ActionProps) {
  const styles = useStyles()
  return (
    <MenuItem
      icon={icon}
      className={look === 'danger' && whyNot === null ? styles.danger : undefined}
      disabled={whyNot !== null}
      subText={whyNot ?? undefined}
      onClick={onClick}
    >
      {label}
    </MenuItem>
  )
}

/** The three actions that are needed most, and a menu of the others; those that the admin may not take say which roles could. */
export function DetailsActions(props: DetailsActionsProps) {
  const { user, whyNot, onStep, onResetPassword } = props
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
      <Action label={t('users.edit')} icon={<EditRegular />} whyNot={whyNot.edit} onClick={() => onStep('edit')} />
      <Block {...props} />
      <MoreActions {...props} />
    </div>
  )
}

/** Blocks at once and offers Undo; for people with admin roles it asks first, because others may depend on them. */
function Block({ user, whyNot, action }: Pick<DetailsActionsProps, 'user' | 'whyNot' | 'action'>) {
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
  const start = () => {
    if (isBlocked) void action.run(allow.call, allow.done)
    else if (roles.length > 0) setIsAsking(true)
    else block()
  }
  return (
    <>
      <Action
        label={t(isBlocked ? 'users.allowSignIn' : 'users.blockSignIn')}
        icon={isBlocked ? <PersonAvailableRegular /> : <PersonProhibitedRegular />}
        whyNot={whyNot.block}
        onClick={start}
      />
      {isAsking && (
        <QuestionDialog
          title={t('users.blockAdmin')}
          text={t('users.blockAdminText', { name, roles: rolesText(roles, words) })}
          act={t('users.blockSignIn')}
          onAct={block}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  )
}

/**
 * Runs what was chosen in a menu once the menu has gone. A panel that opened while it closes would leave the panel behind it hidden from screen
 * readers.
 */
function useAfterMenu() {
  const [isOpen, setIsOpen] = useState(false)
  const chosen = useRef<(() => void) | null>(null)
  useEffect(() => {
    const run = chosen.current
    chosen.current = null
    if (!isOpen && run !== null) requestAnimationFrame(() => setTimeout(run, 0))
  }, [isOpen])
  const choose = (run: () => void) => () => {
    chosen.current = run
  }
  return { isOpen, setIsOpen, choose }
}

function MoreActions({ user, whyNot, noLink, action, onStep, onRequireChange }: DetailsActionsProps) {
  const { t } = useWords()
  const { isOpen, setIsOpen, choose } = useAfterMenu()
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
  return (
    <Menu open={isOpen} onOpenChange={(_, { open }) => setIsOpen(open)}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('users.moreActions')} relationship="label">
          <Button icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuAction
            label={t('users.requireChange')}
            icon={<PasswordClockRegular />}
            whyNot={whyNot.requireChange}
            onClick={choose(() => onRequireChange(chosenPerson(user)))}
          />
          <MenuAction
            label={t('links.send')}
            icon={<MailRegular />}
            whyNot={noLink}
            onClick={choose(() => void sendLink())}
          />
          <MenuAction
            label={t('users.manageRoles')}
            icon={<ShieldPersonRegular />}
            whyNot={whyNot.roles}
            onClick={choose(() => onStep('roles'))}
          />
          <MenuAction
            label={t('users.endAll')}
            icon={<SignOutRegular />}
            whyNot={whyNot.endAll ?? noSession}
            onClick={choose(() => void endAll())}
          />
          <MenuDivider />
          <MenuAction
            look="danger"
            label={t('users.shutOut')}
            icon={<DoorArrowRightRegular />}
            whyNot={whyNot.shutOut}
            onClick={choose(() => onStep('shutOut'))}
          />
          <MenuAction
            look="danger"
            label={t('users.deleteUser')}
            icon={<PersonDeleteRegular />}
            whyNot={whyNot.remove}
            onClick={choose(() => onStep('remove'))}
          />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
