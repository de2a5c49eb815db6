import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { CopyRegular, PrintRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { isLastBlock } from '../../shared/rules/recovery-key.ts'
import { useDoorCopy } from '../base/clipboard/door-copy.ts'
import { useCopyText } from '../base/clipboard/use-copy-text.ts'
import { useWords } from '../base/words/words.ts'
import { CopyResult } from '../own/copy-result.tsx'
import { Form, FormActions } from '../ui/form.tsx'
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

/** Seconds until the clipboard is cleared where the door does not say. */
const clearSeconds = 30

export type RecoveryKeyViewProps = {
  readonly recoveryKey: string
  readonly organisation: string
  readonly onStored: () => void
}

/** The recovery key, shown once: to be printed or written down, and to be read from there before it goes. */
export function RecoveryKeyView({ recoveryKey, organisation, onStored }: RecoveryKeyViewProps) {
  const [isAsked, setIsAsked] = useState(false)
  if (isAsked) return <LastBlock recoveryKey={recoveryKey} onRight={onStored} onShow={() => setIsAsked(false)} />
  return <ShownKey recoveryKey={recoveryKey} organisation={organisation} onStored={() => setIsAsked(true)} />
}

function ShownKey({ recoveryKey, organisation, onStored }: RecoveryKeyViewProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const [createdAt] = useState(() => Date.now())
  const { copy, copiedFor, error } = useCopyText(clearSeconds, useDoorCopy())
  return (
    <div className={styles.root}>
      <Body1>{t('vault.recoveryKeyText')}</Body1>
      <p className={styles.key} translate="no">
        <span className={styles.groups}>{recoveryKey}</span>
      </p>
      <Body1>{t('vault.recoveryKeyAdvice')}</Body1>
      <CopyResult copiedFor={copiedFor} error={error} refused={t('vault.copyRefused')} />
      <FormActions>
        <Button appearance="primary" icon={<PrintRegular />} onClick={() => print()}>
          {t('common.print')}
        </Button>
        <Button icon={<CopyRegular />} onClick={() => void copy(recoveryKey)}>
          {t('ui.copy')}
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

type LastBlockProps = {
  readonly recoveryKey: string
  readonly onRight: () => void
  readonly onShow: () => void
}

/** Asks for the end of the key while the key is hidden: whoever has stored nothing notices it now. */
function LastBlock({ recoveryKey, onRight, onShow }: LastBlockProps) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const submit = () => {
    if (isLastBlock(typed, recoveryKey)) return onRight()
    setIsWrong(true)
    input.current?.focus()
  }
  return (
    <Form onSubmit={submit}>
      <Body1>{t('vault.lastBlockText')}</Body1>
      <Field
        label={t('vault.lastBlock')}
        hint={t('vault.lastBlockHint')}
        validationMessage={isWrong ? t('vault.lastBlockWrong') : undefined}
      >
        <Input
          ref={input}
          value={typed}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => {
            setTyped(data.value)
            setIsWrong(false)
          }}
        />
      </Field>
      <FormActions>
        <Button type="submit" appearance="primary">
          {t('vault.goOn')}
        </Button>
        <Button onClick={onShow}>{t('vault.showAgain')}</Button>
      </FormActions>
    </Form>
  )
}
