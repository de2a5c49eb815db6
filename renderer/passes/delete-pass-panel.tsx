import { Button, makeStyles, Text } from '@fluentui/react-components'
import { client } from '../base/api.ts'
import { useDeskAction } from '../base/use-desk-action.ts'
import { useWords } from '../base/words/words.ts'
import { DangerButton } from '../ui/danger-button.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import type { UserPassProps } from './user-pass.tsx'

const useStyles = makeStyles({ text: { overflowWrap: 'anywhere' } })

type DeletePassPanelProps = Pick<UserPassProps, 'user'> & {
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Asks before a pass is deleted, and says what ends with it. */
export function DeletePassPanel({ user: { id, displayName }, onDeleted, onClose }: DeletePassPanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { run, error, isBusy } = useDeskAction()
  const remove = () => void run(() => client.passes.remove({ userId: id }), onDeleted)
  const footer = (
    <>
      <DangerButton isBusy={isBusy} onClick={remove}>
        {t('passes.delete')}
      </DangerButton>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen size="small" title={t('passes.deleteTitle')} onClose={onClose} footer={footer}>
      <ErrorBar error={error} />
      <Text className={styles.text}>{t('passes.deleteText', { name: displayName })}</Text>
    </Panel>
  )
}
