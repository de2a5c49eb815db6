import type { ReactNode } from 'react'
import { languageFacts } from '../../shared/languages.ts'
import { contactFields, type UserDetails } from '../../shared/users.ts'
import { useWords, type Words } from '../app/words.ts'
import { DetailsSection, type Fact, FactList } from './details-section.tsx'
import { fieldLabel } from './field-words.ts'
import { RoleFacts } from './role-facts.tsx'
import { PasswordStateBadge, SignInBadge } from './state-badge.tsx'

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
    [t('users.columns.roles'), <RoleFacts key="roles" user={user} />],
    [
      t('users.preferredLanguage'),
      user.language === null ? t('users.noLanguage') : languageFacts[user.language].ownName,
    ],
    [t('users.createdAt'), formatDateTime(user.createdAt)],
  ]
}

type UserFactsProps = {
  readonly user: UserDetails
  /** Stands below what is known of the password. */
  readonly neverExpires: ReactNode
}

/** Account, password and contact of one person as lists of facts; empty contact fields are left out. */
export function UserFacts({ user, neverExpires }: UserFactsProps) {
  const words = useWords()
  const { t } = words
  const contact = contactFields
    .filter((field) => user.contact[field] !== '')
    .map((field): Fact => [fieldLabel(field, words), user.contact[field]])
  return (
    <>
      <DetailsSection title={t('users.account')}>
        <FactList facts={accountFacts(user, words)} />
      </DetailsSection>
      <DetailsSection title={t('users.password')}>
        <FactList facts={passwordFacts(user, words)} />
        {neverExpires}
      </DetailsSection>
      {contact.length > 0 && (
        <DetailsSection title={t('users.contact')}>
          <FactList facts={contact} />
        </DetailsSection>
      )}
    </>
  )
}
