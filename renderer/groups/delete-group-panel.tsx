import { Button, Text } from '@fluentui/react-components'
import type { Group } from '../../shared/groups.ts'
import { client } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { DangerButton } from '../ui/danger-button.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { useGroupAction } from './use-group-action.ts'

type DeleteGroupPanelProps = { readonly group: Group; readonly onDeleted: () => void; readonly onClose: () => void }

/** Asks before a group is deleted, and says that its people stay. */
export function DeleteGroupPanel({ group, onDeleted, onClose }: DeleteGroupPanelProps) {
  const { t } = useWords()
  const { run, error, isBusy } = useGroupAction()
  const remove = async () => {
    const call = () => client.groups.delete({ id: group.id })
    if ((await run(call, () => t('groups.deleted', { name: group.name }))) !== null) onDeleted()
  }
  const footer = (
    <>
      <DangerButton isBusy={isBusy} onClick={() => void remove()}>
        {t('groups.delete')}
      </DangerButton>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('groups.delete')} onClose={onClose} footer={footer}>
      <ErrorBar error={error} />
      <Text>
        <strong>{group.name}</strong>
      </Text>
      <Text>{t('groups.deleteText')}</Text>
    </Panel>
  )
}
