import { Button, makeStyles, Text } from '@fluentui/react-components'
import { client } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { DangerButton } from '../ui/danger-button.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { useDeskAction } from './use-desk-action.ts'
import type { UserSelfServiceProps } from './user-self-service.tsx'

const useStyles = makeStyles({ text: { overflowWrap: 'anywhere' } })

type DeletePassPanelProps = Pick<UserSelfServiceProps, 'user'> & {
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Says what goes with a pass before it goes. */
export function DeletePassPanel({ user: { id, displayName }, onDeleted, onClose }: DeletePassPanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { run, error, isBusy } = useDeskAction()
  const remove = () => void run(() => client.selfservice.deletePass({ userId: id }), onDeleted)
  const footer = (
    <>
      <DangerButton isBusy={isBusy} onClick={remove}>
        {t('selfservice.pass.delete')}
      </DangerButton>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen size="small" title={t('selfservice.pass.deleteTitle')} onClose={onClose} footer={footer}>
      <ErrorBar error={error} />
      <Text className={styles.text}>{t('selfservice.pass.deleteText', { name: displayName })}</Text>
    </Panel>
  )
}
