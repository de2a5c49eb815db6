import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components'
import { CopyRegular, PrintRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useCopyText } from '../../base/clipboard/use-copy-text.ts'
import { useWords } from '../../base/words/words.ts'
import { FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { PrintOnly } from '../../ui/print-only.tsx'
import { CopyResult } from '../copy-result.tsx'
import { useOwnClients } from '../own-clients.ts'

/** Seconds until the clipboard is cleared while the settings are not known, as in a fresh installation. */
const clearSeconds = 30

const useStyles = makeStyles({
  codes: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(14ch, 1fr))',
    justifyItems: 'center',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: tokens.spacingHorizontalL,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    userSelect: 'none',
  },
  paper: { padding: '2em' },
  paperCodes: { fontFamily: 'monospace', fontSize: '1.4em', lineHeight: 2, listStylePosition: 'inside', columns: 2 },
})

export type RecoveryCodesPageProps = {
  readonly codes: readonly string[]
  readonly organisation: string
  readonly username: string
  readonly onStored: () => void
}

/** New recovery codes, shown once: to be printed, copied or written down before going on. */
export function RecoveryCodesPage({ codes, organisation, username, onStored }: RecoveryCodesPageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { copy, copiedFor, error } = useCopyText(clearSeconds, useOwnClients().copyText)
  return (
    <PlainPage title={t('methods.codesTitle')} organisation={organisation}>
      <Body1>{t('methods.codesText')}</Body1>
      <ul className={styles.codes} aria-label={t('methods.codesTitle')} translate="no">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Body1>{t('methods.codesAdvice')}</Body1>
      <CopyResult copiedFor={copiedFor} error={error} refused={t('methods.copyRefused')} />
      <FormActions>
        <Button appearance="primary" icon={<PrintRegular />} onClick={() => print()}>
          {t('common.print')}
        </Button>
        <Button icon={<CopyRegular />} onClick={() => void copy(codes.join('\n'))}>
          {t('methods.copy')}
        </Button>
        <Button onClick={onStored}>{t('methods.stored')}</Button>
      </FormActions>
      <Paper codes={codes} organisation={organisation} username={username} />
    </PlainPage>
  )
}

function Paper({ codes, organisation, username }: Omit<RecoveryCodesPageProps, 'onStored'>) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const [createdAt] = useState(() => Date.now())
  return (
    <PrintOnly>
      <div className={styles.paper}>
        <h1>{t('methods.printTitle')}</h1>
        <p>{organisation}</p>
        <p>{t('methods.printFor', { username, date: formatDateTime(createdAt) })}</p>
        <ol className={styles.paperCodes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <p>{t('methods.printText')}</p>
      </div>
    </PrintOnly>
  )
}
