import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { CallRegular, CopyRegular, EyeOffRegular, EyeRegular, PrintRegular } from '@fluentui/react-icons'
import type { SecretId } from '../../../shared/ids.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import type { usePrintSlips } from '../slips/use-print-slips.tsx'
import { SpellingView } from '../spelling/spelling-view.tsx'
import type { useCopying } from '../use-copying.ts'
import { CopyError } from './copy-error.tsx'
import { PasswordText } from './password-text.tsx'
import { usePasswordView } from './use-password-view.ts'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

export type PasswordCardProps = {
  readonly secretId: SecretId
  readonly labels: { readonly show: string; readonly print: string }
  readonly copying: ReturnType<typeof useCopying>
  readonly printing: ReturnType<typeof usePrintSlips>
}

/** A password in the vault, hidden at first, with the ways to hand it over. */
export function PasswordCard({ secretId, labels, copying, printing }: PasswordCardProps) {
  const { t } = useWords()
  const styles = useStyles()
  const view = usePasswordView(secretId)
  const shownLabel = view.plain ? t('passwords.hide') : labels.show
  return (
    <>
      <div className={styles.card}>
        <PasswordText password={view.plain} isLarge />
        <div className={styles.buttons}>
          {/* The browser's own tips: Escape would only hide one of Fluent's, and the dialog would stay. */}
          <Button
            icon={view.plain ? <EyeOffRegular /> : <EyeRegular />}
            aria-label={shownLabel}
            title={shownLabel}
            onClick={view.togglePlain}
          />
          <Button appearance="primary" icon={<CopyRegular />} onClick={() => void copying.copy(secretId)}>
            {t('passwords.copy')}
          </Button>
          <Button
            icon={<CallRegular />}
            aria-label={t('passwords.spell')}
            title={t('passwords.spell')}
            aria-expanded={view.spelled !== undefined}
            onClick={view.toggleSpelled}
          />
          <Button
            icon={<PrintRegular />}
            aria-label={labels.print}
            title={labels.print}
            disabledFocusable={printing.isBusy}
            onClick={() => void printing.print([secretId])}
          />
        </div>
        {view.spelled !== undefined && <SpellingView password={view.spelled} />}
      </div>
      <ErrorBar error={view.error} />
      <CopyError error={copying.error} />
      <ErrorBar error={printing.error} />
      <div role="status">
        {copying.copiedId === secretId && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{t('passwords.copied', { count: copying.seconds })}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </>
  )
}
