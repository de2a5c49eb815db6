import { Avatar, Body1, makeStyles, tokens } from '@fluentui/react-components'
import { ShieldPersonRegular } from '@fluentui/react-icons'
import type { UserDetails } from '../../../shared/users.ts'
import { client } from '../../base/api.ts'
import { useWords } from '../../base/words/words.ts'
import { MaybeButton } from '../../ui/maybe-button.tsx'
import { rolesText } from '../reset-reason.ts'
import { PasswordStateBadge, SignInBadge } from '../state-badge.tsx'
import type { useUserAction } from '../use-user-action.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  username: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  roles: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, minWidth: 0 },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase400 },
  states: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
})

/** Somebody's initials, before their name. */
export function Initials({ name }: { readonly name: string }) {
  return <Avatar name={name} size={40} color="colorful" />
}

type DetailsHeaderProps = {
  readonly user: UserDetails
  /** Why this admin may not unlock this person; null if they may. */
  readonly whyNoUnlock: string | null
  readonly action: ReturnType<typeof useUserAction>
}

/** Who somebody is and in which state, under their name; with the way out of a lock beside it. */
export function DetailsHeader({ user, whyNoUnlock, action }: DetailsHeaderProps) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const { id, displayName: name } = user
  const unlock = () => action.run(() => client.policies.unlock({ userId: id }), t('users.unlocked', { name }))
  return (
    <div className={styles.root}>
      <Body1 className={styles.username}>{user.username}</Body1>
      <div className={styles.states}>
        <PasswordStateBadge state={user.passwordState} words={words} />
        <SignInBadge status={user.signIn} lockedUntil={user.lockedUntil} words={words} />
        {user.roles.length > 0 && (
          <span className={styles.roles}>
            <ShieldPersonRegular className={styles.icon} />
            {rolesText(user.roles, words)}
          </span>
        )}
        {user.signIn === 'locked' && (
          <MaybeButton label={t('users.unlock')} whyNot={whyNoUnlock} onClick={() => void unlock()} />
        )}
      </div>
    </div>
  )
}
