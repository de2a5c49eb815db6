import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { Fragment, type ReactNode } from 'react'
import { contactFields, type UserDetails } from '../../shared/users.ts'
import { useWords, type Words } from '../app/words.ts'
import { fieldLabel } from './field-words.ts'
import { rolesText } from './reset-reason.ts'
import { PasswordStateBadge, SignInBadge } from './state-badge.tsx'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(6rem, 1fr) 2fr',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
})

type Fact = readonly [name: string, value: ReactNode]

function Section({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  const styles = useStyles()
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      <dl className={styles.list}>
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt className={styles.term}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}

function passwordFacts(user: UserDetails, words: Words): readonly Fact[] {
  const { t, formatDateTime } = words
  const when = (ms: number | null) => (ms === null ? t('users.never') : formatDateTime(ms))
  const isTemporary = user.passwordState === 'temporary' || user.passwordState === 'lapsed'
  const state = <PasswordStateBadge key="state" state={user.passwordState} words={words} />
  if (user.passwordState === 'none') return [[t('users.columns.passwordState'), state]]
  return [
    [t('users.columns.passwordState'), state],
    [t('users.columns.passwordChangedAt'), when(user.passwordChangedAt)],
    [t(isTemporary ? 'users.lapses' : 'users.columns.passwordExpiresAt'), when(user.passwordExpiresAt)],
  ]
}

function accountFacts(user: UserDetails, words: Words): readonly Fact[] {
  const { t, formatDateTime } = words
  const status = <SignInBadge key="status" status={user.signIn} lockedUntil={user.lockedUntil} words={words} />
  return [
    [fieldLabel('username', words), user.username],
    [t('users.columns.signIn'), status],
    ...(user.lockedUntil === null ? [] : [[t('users.lockEnds'), formatDateTime(user.lockedUntil)] as const]),
    [t('users.columns.roles'), rolesText(user.roles, words) || t('roles.none')],
    [
      t('users.preferredLanguage'),
      user.language === null ? t('users.noLanguage') : t(`users.languages.${user.language}`),
    ],
    [t('users.createdAt'), formatDateTime(user.createdAt)],
  ]
}

/** Account, password and contact of one person as lists of facts; empty contact fields are left out. */
export function UserFacts({ user }: { readonly user: UserDetails }) {
  const words = useWords()
  const { t } = words
  const contact = contactFields
    .filter((field) => user.contact[field] !== '')
    .map((field): Fact => [fieldLabel(field, words), user.contact[field]])
  return (
    <>
      <Section title={t('users.account')} facts={accountFacts(user, words)} />
      <Section title={t('users.password')} facts={passwordFacts(user, words)} />
      {contact.length > 0 && <Section title={t('users.contact')} facts={contact} />}
    </>
  )
}
