import { Body1, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { PortalView } from '../../shared/portal.ts'
import { api } from '../base/api.ts'
import { useMay } from '../base/session.ts'
import { useReadOnlyText } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { ReadOnlyBar } from '../ui/read-only-bar.tsx'
import { CertificatePart } from './certificate-part.tsx'
import { PortalForm } from './portal-form.tsx'
import { PortalStateBar } from './portal-state-bar.tsx'

const askEveryMs = 10_000

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '720px', minWidth: 0 },
})

/** The settings of the portal: whether it is open, where, and with which certificate. */
export function PortalSection() {
  const styles = useStyles()
  const mayChange = useMay('vault.manage')
  const readOnly = useReadOnlyText('vault.manage')
  const view = useQuery(api.portal.get.queryOptions({ input: {}, refetchInterval: askEveryMs }))
  if (view.data === undefined) return <ErrorBar error={view.error} />
  return (
    <div className={styles.root}>
      {!mayChange && <ReadOnlyBar why={readOnly} />}
      <PortalStateBar view={view.data} />
      {view.data.state.kind === 'listening' && <OpenPortal view={view.data} />}
      <PortalForm view={view.data} mayChange={mayChange} />
      <CertificatePart view={view.data} mayChange={mayChange} />
    </div>
  )
}

/** What keeps people out although the portal is open here: a firewall, and a machine that sleeps. */
function OpenPortal({ view }: { readonly view: PortalView }) {
  const { t } = useWords()
  return (
    <>
      {!view.hasVisitors && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t(`portal.nobodyYet.${view.system}`)}</MessageBarBody>
        </MessageBar>
      )}
      <Body1>{t('portal.sleeps')}</Body1>
    </>
  )
}
