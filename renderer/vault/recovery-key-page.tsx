import { useWords } from '../base/words/words.ts'
import { PlainPage } from '../ui/plain-page.tsx'
import { RecoveryKeyView, type RecoveryKeyViewProps } from './recovery-key-view.tsx'

/** The last step of the first run: the recovery key. */
export function RecoveryKeyPage(props: RecoveryKeyViewProps) {
  const { t } = useWords()
  return (
    <PlainPage title={t('vault.recoveryKey')} organisation={props.organisation}>
      <RecoveryKeyView {...props} />
    </PlainPage>
  )
}
