import { Button } from '@fluentui/react-components'
import type { UserDetails } from '../../../shared/users.ts'
import { useWords } from '../../base/words/words.ts'
import { Panel } from '../../ui/panel.tsx'
import { type SavedUser, useUserForm } from './use-user-form.ts'
import { UserFormFields } from './user-form-fields.tsx'

type EditPanelProps = {
  readonly user: UserDetails
  readonly onSaved: (user: SavedUser) => void
  readonly onClose: () => void
}

/** Edits one person. */
export function EditPanel({ user, onSaved, onClose }: EditPanelProps) {
  const { t } = useWords()
  const form = useUserForm(user, onSaved)
  const footer = (
    <>
      <Button type="submit" form={form.formId} appearance="primary" disabledFocusable={form.isBusy || !form.isChanged}>
        {t('common.save')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('users.editUser')} onClose={onClose} footer={footer}>
      <UserFormFields {...form} />
    </Panel>
  )
}
