import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  CalendarCancel16Regular,
  CalendarClock16Regular,
  CheckmarkCircle16Regular,
  Clock16Regular,
  ErrorCircle16Regular,
  LockClosed16Regular,
  PersonProhibited16Regular,
  SubtractCircle16Regular,
  Warning16Regular,
} from '@fluentui/react-icons'
import { type ComponentType, memo } from 'react'
import { untilUnlocked } from '../../shared/rules/lockout.ts'
import type { PasswordState } from '../../shared/rules/password-state.ts'
import type { SignInStatus } from '../../shared/users.ts'
import type { Words } from '../base/words/words.ts'

type Tone = 'good' | 'plain' | 'warning' | 'bad'

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    maxWidth: '100%',
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: tokens.colorNeutralForeground1 },
  icon: { flexShrink: 0, display: 'inline-flex' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  plain: { color: tokens.colorNeutralForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
})

const passwordLooks: Record<PasswordState, readonly [ComponentType, Tone]> = {
  none: [SubtractCircle16Regular, 'plain'],
  temporary: [Clock16Regular, 'warning'],
  lapsed: [ErrorCircle16Regular, 'bad'],
  mustChange: [Warning16Regular, 'warning'],
  current: [CheckmarkCircle16Regular, 'good'],
  expiresSoon: [CalendarClock16Regular, 'warning'],
  expired: [CalendarCancel16Regular, 'bad'],
  neverExpires: [CheckmarkCircle16Regular, 'good'],
}

const signInLooks: Record<SignInStatus, readonly [ComponentType, Tone]> = {
  allowed: [CheckmarkCircle16Regular, 'good'],
  blocked: [PersonProhibited16Regular, 'bad'],
  locked: [LockClosed16Regular, 'warning'],
}

type BadgeProps = { readonly look: readonly [ComponentType, Tone]; readonly text: string; readonly title?: string }

/** A state as an icon and words; the colour only repeats it. */
const Badge = memo(function Badge({ look, text, title }: BadgeProps) {
  const styles = useStyles()
  const [Icon, tone] = look
  return (
    <span className={styles.badge} title={title ?? text}>
      <span className={mergeClasses(styles.icon, styles[tone])}>
        <Icon />
      </span>
      <span className={styles.text}>{text}</span>
    </span>
  )
})

/** The state of a password, as icon and words. */
export function PasswordStateBadge({ state, words }: { readonly state: PasswordState; readonly words: Words }) {
  return <Badge look={passwordLooks[state]} text={words.t(`states.${state}`)} />
}

type SignInBadgeProps = {
  readonly status: SignInStatus
  readonly lockedUntil: number | null
  readonly words: Words
  readonly isShort?: boolean
}

function lockEnd(end: number, { t, formatDateTime }: Words): string {
  return end === untilUnlocked ? t('policies.locked.forGood') : t('users.lockedUntil', { time: formatDateTime(end) })
}

/** Whether somebody can sign in; for a lock the title says until when. `isShort` is for a place that is headed "Sign-in status". */
export function SignInBadge({ status, lockedUntil, words, isShort = false }: SignInBadgeProps) {
  const text = words.t(`signIn.${status}`)
  const title = status === 'locked' && lockedUntil !== null ? lockEnd(lockedUntil, words) : text
  return (
    <Badge look={signInLooks[status]} text={isShort ? words.t(`users.signInShort.${status}`) : text} title={title} />
  )
}
