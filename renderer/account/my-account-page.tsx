import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { KeyResetRegular } from '@fluentui/react-icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { fieldLabel } from '../../shared/i18n/field-name.ts'
import { contactFields, type UserDetails } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords, type Words } from '../base/words/words.ts'
import { ownContactFields, ownContactOf } from '../own/contact/own-contact.ts'
import { OwnContactForm } from '../own/contact/own-contact-form.tsx'
import { OwnSessions } from '../own/own-sessions.tsx'
import { Arriving, useArrival } from '../ui/arriving.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Titled } from '../ui/titled.tsx'
import { ChangePasswordPanel } from './change-password-panel.tsx'
import { type Fact, Facts } from './facts.tsx'
import { MySignIns } from './my-sign-ins.tsx'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '920px' },
})

/** The facts about a person that only an admin may change. */
function personalFacts(me: UserDetails, words: Words): Fact[] {
  const { t } = words
  const roles = me.roles.length === 0 ? [t('roles.none')] : me.roles.map((role) => t(`roles.${role}`))
  return [
    { name: t('sessions.displayName'), value: me.displayName },
    { name: t('sessions.userName'), value: me.username },
    { name: t('sessions.roles'), value: roles.join(', ') },
    ...contactFields
      .filter((field) => me.contact[field] !== '' && !ownContactFields.some((own) => own === field))
      .map((field) => ({ name: fieldLabel(field, words), value: me.contact[field] })),
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

type OwnProps = { readonly me: UserDetails; readonly securityInfo: ReactNode }

function Own({ me, securityInfo }: OwnProps) {
  const words = useWords()
  const queries = useQueryClient()
  const onSaved = () => queries.invalidateQueries({ queryKey: api.account.me.key() })
  return (
    <>
      <Facts title={words.t('sessions.personalInfo')} facts={personalFacts(me, words)} />
      <Facts title={words.t('sessions.password')} facts={passwordFacts(me, words)} />
      <Arriving parts={4}>
        {securityInfo}
        <Titled level={2} title={words.t('sessions.contactDetails')}>
          <OwnContactForm saved={ownContactOf(me)} onSaved={onSaved} hasColumns />
        </Titled>
        <MySessions />
        <MySignIns />
      </Arriving>
    </>
  )
}

function MySessions() {
  const { t } = useWords()
  const queries = useQueryClient()
  const { data, error, isLoading } = useQuery({ ...api.sessions.mine.queryOptions({ input: {} }), gcTime: 0 })
  useArrival(isLoading)
  const onEnded = () => void queries.invalidateQueries({ queryKey: api.sessions.mine.key() })
  return (
    <Titled level={2} title={t('sessions.mySessions')}>
      <OwnSessions sessions={data?.sessions} {...{ error, onEnded }} />
    </Titled>
  )
}

/** The signed-in person's own account: contact information, sessions, and the change of the password. */
export function MyAccountPage({ securityInfo }: { readonly securityInfo: ReactNode }) {
  const { t } = useWords()
  const styles = useStyles()
  const notify = useNotify()
  const queries = useQueryClient()
  const [isChanging, setIsChanging] = useState(false)
  const me = useQuery(api.account.me.queryOptions({ input: {} }))

  const changed = () => {
    setIsChanging(false)
    notify(t('sessions.changed'))
    void queries.invalidateQueries({ queryKey: api.account.me.key() })
    // Changing the password ends the other sessions.
    void queries.invalidateQueries({ queryKey: api.sessions.mine.key() })
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
      {me.data !== undefined && <Own me={me.data} securityInfo={securityInfo} />}
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
