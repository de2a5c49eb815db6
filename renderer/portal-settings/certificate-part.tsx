import { Button, MessageBar, MessageBarBody, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { CertificateInfo, PortalView } from '../../shared/portal.ts'
import { client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { OwnCertificatePanel } from './own-certificate-panel.tsx'
import { TrustPanel } from './trust-panel.tsx'
import { usePortalChange } from './use-portal-change.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  heading: { margin: 0 },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, max-content) 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  fingerprint: { fontFamily: tokens.fontFamilyMonospace },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

type Props = { readonly view: PortalView; readonly mayChange: boolean }

/** The portal's certificate, and the authority that people have to trust. */
export function CertificatePart({ view, mayChange }: Props) {
  const { t } = useWords()
  const styles = useStyles()
  const { certificate, authority, settings } = view
  return (
    <section className={styles.root} aria-label={t('portal.certificate')}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('portal.certificate')}
      </Subtitle2>
      {certificate === null && t('portal.noCertificate')}
      {certificate !== null && <Facts info={certificate} fingerprintOf={authority ?? certificate} />}
      {certificate !== null && !certificate.isForHost && settings.hostName !== '' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('portal.notForHost', { host: settings.hostName })}</MessageBarBody>
        </MessageBar>
      )}
      <Actions view={view} mayChange={mayChange} />
    </section>
  )
}

type FactsProps = { readonly info: CertificateInfo; readonly fingerprintOf: CertificateInfo }

function Facts({ info, fingerprintOf }: FactsProps) {
  const { t, formatDate } = useWords()
  const styles = useStyles()
  const until = t('portal.daysLeft', { date: formatDate(info.validUntil), count: Math.max(0, info.daysLeft) })
  return (
    <dl className={styles.facts}>
      <dt className={styles.name}>{t('portal.issuer')}</dt>
      <dd className={styles.value}>{info.issuer.replace(/^CN=/, '')}</dd>
      <dt className={styles.name}>{t('portal.validUntil')}</dt>
      <dd className={styles.value}>
        {info.daysLeft < 0 ? t('portal.expired', { date: formatDate(info.validUntil) }) : until}
      </dd>
      <dt className={styles.name}>{t('portal.fingerprint')}</dt>
      <dd className={`${styles.value} ${styles.fingerprint}`}>{fingerprintOf.fingerprint}</dd>
    </dl>
  )
}

function Actions({ view, mayChange }: Props) {
  const { t } = useWords()
  const styles = useStyles()
  const notify = useNotify()
  const { run, error, isBusy } = usePortalChange()
  const [panel, setPanel] = useState<'own' | 'trust' | null>(null)
  const { settings, authority, hasOwnFile } = view
  const isOwn = settings.source === 'own'
  const renew = async () => {
    if (await run(() => client.portal.renew({}))) notify(t('portal.renewed'))
  }
  const use = (source: 'authority' | 'own') => void run(() => client.portal.save({ ...settings, source }))
  return (
    <>
      <ErrorBar error={error} />
      <div className={styles.actions}>
        {!isOwn && authority !== null && (
          <>
            <Button appearance="primary" onClick={() => setPanel('trust')}>
              {t('portal.trust.title')}
            </Button>
            <Button disabled={!mayChange} disabledFocusable={isBusy} onClick={() => void renew()}>
              {t('portal.renew')}
            </Button>
          </>
        )}
        <Button disabled={!mayChange} onClick={() => setPanel('own')}>
          {t('portal.useOwn')}
        </Button>
        {isOwn && (
          <Button disabled={!mayChange} disabledFocusable={isBusy} onClick={() => use('authority')}>
            {t('portal.useAuthority')}
          </Button>
        )}
        {!isOwn && hasOwnFile && (
          <Button disabled={!mayChange} disabledFocusable={isBusy} onClick={() => use('own')}>
            {t('portal.useOwnAgain')}
          </Button>
        )}
      </div>
      {panel === 'own' && <OwnCertificatePanel onClose={() => setPanel(null)} />}
      {panel === 'trust' && authority !== null && <TrustPanel authority={authority} onClose={() => setPanel(null)} />}
    </>
  )
}
