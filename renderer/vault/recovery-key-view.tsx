import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components'
import { PrintRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useWords } from '../base/words/words.ts'
import { FormActions } from '../ui/form.tsx'
import { PrintOnly } from '../ui/print-only.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  key: {
    display: 'flex',
    justifyContent: 'center',
    margin: 0,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase600,
    userSelect: 'none',
  },
  // Four groups to a line.
  groups: { maxWidth: '20ch' },
  paper: { padding: '2em' },
  paperKey: { fontFamily: 'monospace', fontSize: '1.5em', letterSpacing: '0.05em', padding: '1em 0' },
})

export type RecoveryKeyViewProps = {
  readonly recoveryKey: string
  readonly organisation: string
  readonly onStored: () => void
}

/** The recovery key, shown once: to be printed or written down before going on. */
export function RecoveryKeyView({ recoveryKey, organisation, onStored }: RecoveryKeyViewProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const [createdAt] = useState(() => Date.now())
  return (
    <div className={styles.root}>
      <Body1>{t('vault.recoveryKeyText')}</Body1>
      <p className={styles.key} translate="no">
        <span className={styles.groups}>{recoveryKey}</span>
      </p>
      <Body1>{t('vault.recoveryKeyAdvice')}</Body1>
      <FormActions>
        <Button appearance="primary" icon={<PrintRegular />} onClick={() => print()}>
          {t('common.print')}
        </Button>
        <Button onClick={onStored}>{t('vault.stored')}</Button>
      </FormActions>
      <PrintOnly>
        <div className={styles.paper}>
          <h1>{t('vault.printTitle')}</h1>
          <p>{organisation}</p>
          <p>{t('vault.printDate', { date: formatDateTime(createdAt) })}</p>
          <p className={styles.paperKey}>{recoveryKey}</p>
          <p>{t('vault.printText')}</p>
        </div>
      </PrintOnly>
    </div>
  )
}
