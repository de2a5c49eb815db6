import { Button, makeStyles, Text } from '@fluentui/react-components'
import { useConfirmedAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { DangerButton } from './danger-button.tsx'
import { ErrorBar } from './error-bar.tsx'
import { Panel } from './panel.tsx'

const useStyles = makeStyles({ text: { overflowWrap: 'anywhere' } })

type RemovePanelProps = {
  readonly title: string
  readonly text: string
  readonly remove: () => Promise<unknown>
  readonly onRemoved: () => void
  /** Called after a failure too, because the data may have changed. */
  readonly onSettled: () => void
  readonly onClose: () => void
}

/** Asks before a method is removed, and says what ends with it. */
export function RemovePanel({ title, text, remove, onRemoved, onSettled, onClose }: RemovePanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { run, error, isBusy } = useConfirmedAction(onSettled)
  const footer = (
    <>
      <DangerButton isBusy={isBusy} onClick={() => void run(remove, onRemoved)}>
        {title}
      </DangerButton>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen size="small" title={title} onClose={onClose} footer={footer}>
      <ErrorBar error={error} />
      <Text className={styles.text}>{text}</Text>
    </Panel>
  )
}
