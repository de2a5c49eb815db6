import { Button, Spinner } from '@fluentui/react-components'
import type { UserDetails } from '../../../shared/users.ts'
import { useWords } from '../../base/words/words.ts'
import { CancelButton } from '../../ui/cancel-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { fieldBar, useEditable } from '../use-editable.ts'
import { type SavedUser, useUserForm } from './use-user-form.ts'
import { UserFormFields } from './user-form-fields.tsx'

type EditPanelProps = {
  readonly user: UserDetails
  readonly onSaved: (user: SavedUser) => void
  readonly onClose: () => void
}

/** Edits one person. */
export function EditPanel({ user, onSaved, onClose }: EditPanelProps) {
  const words = useWords()
  const form = useUserForm(user, onSaved)
  const { t } = words
  const state = useEditable(user, true)
  const footer = (
    <>
      <Button type="submit" form={form.formId} appearance="primary" disabledFocusable={form.isBusy || !form.isChanged}>
        {t('common.save')}
      </Button>
      <CancelButton />
    </>
  )
  return (
    <Panel isOpen title={t('users.editUser')} onClose={onClose} isUnsaved={form.isChanged} footer={footer}>
      {state.kind === 'unknown' && <ErrorBar error={state.error} />}
      {state.kind === 'asking' ? (
        <Spinner label={t('ui.loading')} />
      ) : (
        <UserFormFields {...form} whyNot={(field) => fieldBar(field, state, words)} />
      )}
    </Panel>
  )
}
