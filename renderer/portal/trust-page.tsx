import { Body1, Button, Link } from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'
import { TrustSteps } from '../own/trust-steps.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import type { Welcome } from './portal-api.ts'

/** How to make this machine trust the portal; the page holds only a fingerprint. */
export function TrustPage({ welcome }: { readonly welcome: Welcome }) {
  const { t } = useWords()
  const { organisation, authorityFingerprint } = welcome
  return (
    <PlainPage title={t('portal.trust.title')} organisation={organisation}>
      {authorityFingerprint === null ? (
        <Body1>{t('portal.trust.notNeeded')}</Body1>
      ) : (
        <>
          <Button as="a" appearance="primary" href="/ca.crt" download="keydesk-portal.crt">
            {t('portal.trust.download')}
          </Button>
          <TrustSteps fingerprint={authorityFingerprint} />
        </>
      )}
      <Link href="/">{t('sessions.signIn')}</Link>
    </PlainPage>
  )
}
