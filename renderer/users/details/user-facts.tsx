import { Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { Fragment, type ReactNode } from 'react'
import { fieldLabel } from '../../../shared/i18n/field-name.ts'
import { languageFacts } from '../../../shared/languages.ts'
import { type EditedField, editedFields } from '../../../shared/rules/directory/directory-fields.ts'
import { untilUnlocked } from '../../../shared/rules/lockout.ts'
import { contactFields, type UserDetails } from '../../../shared/users.ts'
import { listed } from '../../base/words/role-needed.ts'
import { useWords, type Words } from '../../base/words/words.ts'
import { Titled } from '../../ui/titled.tsx'
import { PasswordStateBadge, SignInBadge } from '../state-badge.tsx'
import { type EditableState, fieldBar } from '../use-editable.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(6rem, 1fr) 2fr',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  kept: { color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalS },
  bars: {
    ...typographyStyles.caption1,
    margin: 0,
    marginTop: tokens.spacingVerticalXS,
    paddingLeft: tokens.spacingHorizontalL,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
})

type Fact = readonly [name: string, value: ReactNode]

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
    ...(user.directory === null ? [] : [[t('users.directory'), user.directory] as const]),
    [t('users.columns.signIn'), status],
    ...lockFacts(user, words),
    [
      t('users.preferredLanguage'),
      user.language === null ? t('users.noLanguage') : languageFacts[user.language].ownName,
    ],
    [t('users.createdAt'), formatDateTime(user.createdAt)],
  ]
}

/** Who has locked the person, Keydesk or their directory: only the one who has can end it. */
function lockFacts({ directory, locks: { here, there } }: UserDetails, words: Words): readonly Fact[] {
  const { t, formatDateTime } = words
  const until = (end: number) =>
    end === untilUnlocked ? t('policies.locked.forGood') : t('users.until', { time: formatDateTime(end) })
  const facts: Fact[] = []
  if (here !== null) facts.push([directory === null ? t('signIn.locked') : t('users.lockedHere'), until(here)])
  if (there !== null) facts.push([t('users.lockedThere', { name: directory ?? '' }), until(there)])
  return facts
}

type AccountFactsProps = {
  readonly user: UserDetails
  /** What can be changed in the person's directory. */
  readonly editable: EditableState
}

/** Account and contact of one person as lists of facts; empty contact fields are left out. */
export function AccountFacts({ user, editable }: AccountFactsProps) {
  const words = useWords()
  const { t } = words
  const contact = contactFields
    .filter((field) => user.contact[field] !== '')
    .map((field): Fact => [fieldLabel(field, words), user.contact[field]])
  return (
    <>
      <div>
        <FactList facts={accountFacts(user, words)} />
        {user.directory !== null && <Kept name={user.directory} canBlock={user.canBlock} editable={editable} />}
      </div>
      {contact.length > 0 && (
        <Titled level={3} isTight title={t('users.contact')}>
          <FactList facts={contact} />
        </Titled>
      )}
    </>
  )
}

/** What is known about somebody's password. */
export function PasswordFacts({ user }: { readonly user: UserDetails }) {
  return <FactList facts={passwordFacts(user, useWords())} />
}

type KeptProps = { readonly name: string; readonly canBlock: boolean; readonly editable: EditableState }

/** Where somebody of a directory is kept, and what of them is not changed from here, each reason with its fields. */
function Kept({ name, canBlock, editable }: KeptProps) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const barred =
    editable.kind === 'known' ? editedFields.filter((field) => editable.editable.fields[field] !== null) : []
  const reasons = Map.groupBy(barred, (field) => fieldBar(field, editable, words) ?? '')
  const namesOf = (fields: readonly EditedField[]) =>
    listed(
      fields.map((field) => fieldLabel(field, words)),
      words,
      'conjunction',
    )
  return (
    <div className={styles.kept}>
      <Caption1>
        {t('users.directoryKeeps', { name })} {!canBlock && t('users.directoryBlocks', { name })}
      </Caption1>
      {reasons.size > 0 && (
        <ul className={styles.bars}>
          {[...reasons].map(([reason, fields]) => (
            <li key={reason}>{`${namesOf(fields)}: ${reason}`}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** A list of facts, each with its name and value. */
function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={styles.term}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
