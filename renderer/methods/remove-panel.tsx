import { Button, makeStyles, Text } from '@fluentui/react-components'
import { useWords } from '../app/words.ts'
import { DangerButton } from '../ui/danger-button.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { useMethodAction } from './use-method-action.ts'

const useStyles = makeStyles({ text: { overflowWrap: 'anywhere' } })

type RemovePanelProps = {
  readonly title: string
  readonly text: string
  readonly remove: () => Promise<unknown>
  readonly onRemoved: () => void
  readonly onClose: () => void
}

/** Says what goes with an authenticator app before it goes. */
export function RemovePanel({ title, text, remove, onRemoved, onClose }: RemovePanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { run, error, isBusy } = useMethodAction()
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
