import { makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import type { UserDetails } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import type { Person } from '../base/chosen.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { MaybeButton } from '../ui/maybe-button.tsx'
import { Titled } from '../ui/titled.tsx'
import type { Spelled } from './shown-code.tsx'
import { UserPass } from './user-pass.tsx'
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

export type UserSelfServiceProps = {
  readonly user: Pick<UserDetails, 'id' | 'displayName' | 'username' | 'roles'>
  /** Why this admin may not reset this person; null where they may. */
  readonly whyNot: string | null
  readonly onGiveCode: (person: Person) => void
  readonly spelled: Spelled
}

/** What somebody has for resetting their own password, and the two things that an admin can hand them: a code and a pass. */
export function UserSelfService({ user, whyNot, onGiveCode, spelled }: UserSelfServiceProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { id, displayName, username } = user
  const { data, error } = useQuery({ ...api.selfservice.of.queryOptions({ input: { userId: id } }), gcTime: 0 })
  const methods = data?.methods.map((method) => t(`selfservice.methods.${method}`)) ?? []
  const facts = ['enabled', 'registered', 'capable'] as const
  return (
    <>
      <Titled level={3} isTight title={t('selfservice.person.title')}>
        <ErrorBar error={error} />
        {data !== undefined && (
          <dl className={styles.list}>
            {facts.map((fact) => (
              <Fragment key={fact}>
                <dt className={styles.term}>{t(`selfservice.person.${fact}`)}</dt>
                <dd className={styles.value}>
                  <YesNo
                    isYes={{ enabled: data.isEnabled, registered: data.isRegistered, capable: data.isCapable }[fact]}
                  />
                </dd>
              </Fragment>
            ))}
            <dt className={styles.term}>{t('selfservice.person.methods')}</dt>
            <dd className={styles.value}>{methods.join(', ') || t('selfservice.person.none')}</dd>
          </dl>
        )}
        <div className={styles.buttons}>
          <MaybeButton
            label={t('selfservice.desk.title')}
            whyNot={whyNot}
            onClick={() => onGiveCode({ id, displayName, username })}
          />
        </div>
      </Titled>
      <UserPass user={user} whyNot={whyNot} spelled={spelled} />
    </>
  )
}
