import { makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api } from '../base/api.ts'
import { useMay } from '../base/session.ts'
import { useReadOnlyText } from '../base/words/role-needed.ts'
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
      <PortalForm view={view.data} mayChange={mayChange} />
      <CertificatePart view={view.data} mayChange={mayChange} />
    </div>
  )
}
