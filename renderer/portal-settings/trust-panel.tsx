import { Body1, Button } from '@fluentui/react-components'
import { useState } from 'react'
import type { CertificateInfo } from '../../shared/portal.ts'
import { client } from '../base/api.ts'
import { saveBytes } from '../base/save-file.ts'
import { useWords } from '../base/words/words.ts'
import { TrustSteps } from '../own/trust-steps.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'

/** How people make the office's machines trust the portal, with the certificate to install. */
export function TrustPanel({
  authority,
  onClose,
}: {
  readonly authority: CertificateInfo
  readonly onClose: () => void
}) {
  const { t } = useWords()
  const [error, setError] = useState<unknown>(null)
  const download = async () => {
    try {
      const { fileName, content } = await client.portal.caFile({})
      saveBytes(fileName, content, 'application/x-x509-ca-cert')
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <Panel isOpen title={t('portal.trust.title')} onClose={onClose}>
      <Body1>{t('portal.trust.text')}</Body1>
      <ErrorBar error={error} />
      <div>
        <Button appearance="primary" onClick={() => void download()}>
          {t('portal.trust.download')}
        </Button>
      </div>
      <TrustSteps fingerprint={authority.fingerprint} />
    </Panel>
  )
}
