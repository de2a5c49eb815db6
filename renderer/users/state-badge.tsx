import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components'
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
  /** What is out of the ordinary stands in a frame, which forced colours keep. */
  framed: {
    paddingInline: tokens.spacingHorizontalSNudge,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    lineHeight: tokens.lineHeightBase200,
  },
  framedwarning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    ...shorthands.borderColor(tokens.colorStatusWarningBorder1),
  },
  framedbad: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    ...shorthands.borderColor(tokens.colorStatusDangerBorder1),
  },
  quiet: { color: tokens.colorNeutralForeground2 },
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

type CellBadgeProps = Omit<BadgeProps, 'title'> & { readonly tip?: string | undefined }

/**
 * A state in a cell of a long list: what is as usual is plain words, so that the eye finds what is not. `tip` says more than the words.
 */
function CellBadge({ look, text, tip }: CellBadgeProps) {
  const styles = useStyles()
  const [Icon, tone] = look
  if (tone === 'good') {
    return (
      <span className={mergeClasses(styles.text, styles.quiet)} data-cut="">
        {text}
      </span>
    )
  }
  const frame = tone === 'plain' ? undefined : mergeClasses(styles.framed, styles[`framed${tone}`])
  return (
    <span className={mergeClasses(styles.badge, frame)} data-tip={tip}>
      <span className={mergeClasses(styles.icon, styles[tone])}>
        <Icon />
      </span>
      <span className={styles.text} data-cut="">
        {text}
      </span>
    </span>
  )
}

/** The state of a password in a cell of the list. */
export function PasswordStateCell({ state, text }: { readonly state: PasswordState; readonly text: string }) {
  return <CellBadge look={passwordLooks[state]} text={text} />
}

type SignInProps = { readonly status: SignInStatus; readonly lockedUntil: number | null; readonly words: Words }

function lockEnd(end: number, { t, formatDateTime }: Words): string {
  return end === untilUnlocked ? t('policies.locked.forGood') : t('users.lockedUntil', { time: formatDateTime(end) })
}

function signInTitle({ status, lockedUntil, words }: SignInProps): string {
  return status === 'locked' && lockedUntil !== null ? lockEnd(lockedUntil, words) : words.t(`signIn.${status}`)
}

/** Whether somebody can sign in; for a lock the title says until when. */
export function SignInBadge(props: SignInProps) {
  return (
    <Badge look={signInLooks[props.status]} text={props.words.t(`signIn.${props.status}`)} title={signInTitle(props)} />
  )
}

/** The same in a cell of the list, headed "Sign-in status". */
export function SignInCell({ text, ...props }: SignInProps & { readonly text: string }) {
  return (
    <CellBadge
      look={signInLooks[props.status]}
      text={text}
      tip={props.lockedUntil === null ? undefined : signInTitle(props)}
    />
  )
}
