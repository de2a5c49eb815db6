import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { KeyResetRegular } from '@fluentui/react-icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contactFields, type UserDetails } from '../../shared/users.ts'
import { api } from '../app/api.ts'
import { useNotify } from '../app/notify.tsx'
import { useWords, type Words } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ChangePasswordPanel } from './change-password-panel.tsx'
import { type Fact, Facts } from './facts.tsx'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '920px' },
})

function personalFacts(me: UserDetails, { t }: Words): Fact[] {
  const roles = me.roles.length === 0 ? [t('roles.none')] : me.roles.map((role) => t(`roles.${role}`))
  return [
    { name: t('sessions.displayName'), value: me.displayName },
    { name: t('sessions.userName'), value: me.username },
    { name: t('sessions.roles'), value: roles.join(', ') },
  ]
}

function passwordFacts(me: UserDetails, { t, formatDateTime }: Words): Fact[] {
  const when = (ms: number | null) => (ms === null ? t('sessions.never') : formatDateTime(ms))
  return [
    { name: t('sessions.passwordState'), value: t(`states.${me.passwordState}`) },
    { name: t('sessions.passwordChangedAt'), value: when(me.passwordChangedAt) },
    { name: t('sessions.passwordExpiresAt'), value: when(me.passwordExpiresAt) },
  ]
}

function contactFacts(me: UserDetails, { t }: Words): Fact[] {
  return contactFields
    .filter((field) => me.contact[field] !== '')
    .map((field) => ({ name: t(`sessions.contact.${field}`), value: me.contact[field] }))
}

function Own({ me }: { readonly me: UserDetails }) {
  const words = useWords()
  return (
    <>
      <Facts title={words.t('sessions.personalInfo')} facts={personalFacts(me, words)} />
      <Facts title={words.t('sessions.password')} facts={passwordFacts(me, words)} />
      <Facts
        title={words.t('sessions.contactDetails')}
        facts={contactFacts(me, words)}
        empty={words.t('sessions.noContact')}
      />
    </>
  )
}

/** What everybody sees of themselves, and the way to a new password. */
export function MyAccountPage() {
  const { t } = useWords()
  const styles = useStyles()
  const notify = useNotify()
  const queries = useQueryClient()
  const [isChanging, setIsChanging] = useState(false)
  const me = useQuery(api.users.me.queryOptions({ input: {} }))

  const changed = () => {
    setIsChanging(false)
    notify(t('sessions.changed'))
    void queries.invalidateQueries({ queryKey: api.users.me.key() })
  }

  return (
    <div className={styles.page}>
      <PageHeader title={t('sessions.myAccount')}>
        <div>
          <Button icon={<KeyResetRegular />} disabled={me.data === undefined} onClick={() => setIsChanging(true)}>
            {t('sessions.changePassword')}
          </Button>
        </div>
      </PageHeader>
      <ErrorBar error={me.error} />
      {me.isPending && <Spinner size="small" delay={300} label={t('ui.loading')} />}
      {me.data !== undefined && <Own me={me.data} />}
      {isChanging && me.data !== undefined && (
        <ChangePasswordPanel
          owner={{ ...me.data.contact, username: me.data.username, displayName: me.data.displayName }}
          onChanged={changed}
          onClose={() => setIsChanging(false)}
        />
      )}
    </div>
  )
}
