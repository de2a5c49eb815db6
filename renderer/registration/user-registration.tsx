import { makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import type { UserDetails } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import type { Person } from '../base/chosen.ts'
import { useWords } from '../base/words/words.ts'
import { useArrival } from '../ui/arriving.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { MaybeButton } from '../ui/maybe-button.tsx'
import { Titled } from '../ui/titled.tsx'
import { YesNo } from './yes-no.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(6rem, 1fr) 2fr',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  buttons: { display: 'flex' },
})

export type UserRegistrationProps = {
  readonly user: Pick<UserDetails, 'id' | 'displayName' | 'username' | 'roles'>
  /** Why this admin may not reset this person; null if they may. */
  readonly whyNot: string | null
  readonly onGiveCode: (person: Person) => void
}

/** What somebody has registered for resetting their own password, with a button for a code from the desk. */
export function UserRegistration({ user, whyNot, onGiveCode }: UserRegistrationProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { id, displayName, username } = user
  const { data, error, isLoading } = useQuery({
    ...api.registration.of.queryOptions({ input: { userId: id } }),
    gcTime: 0,
  })
  useArrival(isLoading)
  const methods = data?.methods.map((method) => t(`methods.names.${method}`)) ?? []
  const facts = ['enabled', 'registered', 'capable'] as const
  return (
    <Titled level={3} isTight title={t('registration.person.title')}>
      <ErrorBar error={error} />
      {data !== undefined && (
        <dl className={styles.list}>
          {facts.map((fact) => (
            <Fragment key={fact}>
              <dt className={styles.term}>{t(`registration.person.${fact}`)}</dt>
              <dd className={styles.value}>
                <YesNo
                  isYes={{ enabled: data.isEnabled, registered: data.isRegistered, capable: data.isCapable }[fact]}
                />
              </dd>
            </Fragment>
          ))}
          <dt className={styles.term}>{t('registration.person.methods')}</dt>
          <dd className={styles.value}>{methods.join(', ') || t('registration.person.none')}</dd>
        </dl>
      )}
      <div className={styles.buttons}>
        <MaybeButton
          label={t('recovery.desk.title')}
          whyNot={whyNot}
          onClick={() => onGiveCode({ id, displayName, username })}
        />
      </div>
    </Titled>
  )
}
