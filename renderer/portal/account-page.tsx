import { Body1, Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { MyDetails, PortalSession } from '../../shared/account.ts'
import { useWords } from '../base/words/words.ts'
import { OwnContactForm } from '../own/contact/own-contact-form.tsx'
import { OwnSessions } from '../own/own-sessions.tsx'
import { SecurityInfo } from '../own/registration/security-info.tsx'
import { Arriving, useArrival } from '../ui/arriving.tsx'
import { BarPage } from '../ui/bar-page.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Card } from './card.tsx'
import { PasswordSection } from './password-section.tsx'
import { portalApi } from './portal-api.ts'
import { SignInsSection } from './sign-ins-section.tsx'

const useStyles = makeStyles({
  main: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '720px',
    marginInline: 'auto',
    padding: tokens.spacingHorizontalL,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  who: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
})

export type AccountPageProps = {
  readonly session: PortalSession
  readonly organisation: string
  /** Why signing out did not work. */
  readonly failure: unknown
  readonly onRecoveryCodes: (codes: readonly string[]) => void
  readonly onSignOut: () => void
}

/** The pages of a signed-in person at the portal. */
export function AccountPage({ session, organisation, failure, onRecoveryCodes, onSignOut }: AccountPageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const me = useQuery(portalApi.myAccount.myDetails.queryOptions({ input: {} }))
  return (
    <BarPage organisation={organisation}>
      <main className={styles.main}>
        <div className={styles.head}>
          <div>
            <PageTitle title={t('sessions.myAccount')} />
            <Body1 className={styles.who}>{`${session.displayName} (${session.username})`}</Body1>
          </div>
          <Button onClick={onSignOut}>{t('sessions.signOut')}</Button>
        </div>
        <ErrorBar error={failure ?? me.error} />
        {me.isPending && <Spinner size="small" delay={300} label={t('ui.loading')} />}
        {me.data !== undefined && (
          <>
            <PasswordSection me={me.data} />
            <Arriving parts={4}>
              <Card title={t('methods.securityInfo')}>
                <SecurityInfo onRecoveryCodes={onRecoveryCodes} />
              </Card>
              <ContactSection me={me.data} />
              <SessionsSection />
              <SignInsSection />
            </Arriving>
          </>
        )}
      </main>
    </BarPage>
  )
}

function ContactSection({ me }: { readonly me: MyDetails }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const onSaved = () => queries.invalidateQueries({ queryKey: portalApi.myAccount.myDetails.key() })
  return (
    <Card title={t('sessions.contactDetails')}>
      <OwnContactForm saved={me.contact} onSaved={onSaved} />
    </Card>
  )
}

function SessionsSection() {
  const { t } = useWords()
  const queries = useQueryClient()
  const { data, error, isLoading } = useQuery(portalApi.myAccount.mySessions.queryOptions({ input: {}, gcTime: 0 }))
  useArrival(isLoading)
  const onEnded = () => void queries.invalidateQueries({ queryKey: portalApi.myAccount.mySessions.key() })
  return (
    <Card title={t('sessions.mySessions')}>
      <OwnSessions sessions={data?.sessions} {...{ error, onEnded }} />
    </Card>
  )
}
