import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Chosen } from '../../base/chosen.ts'
import { useMay } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { afterDialog } from '../../ui/after-dialog.ts'
import { CancelButton } from '../../ui/cancel-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { chosenPerson } from '../selection/chosen-people.ts'
import { type SavedUser, useUserForm } from './use-user-form.ts'
import { UserFormFields } from './user-form-fields.tsx'

type AddPanelProps = { readonly onResetPassword: (chosen: Chosen) => void; readonly onClose: () => void }

type AddedActionsProps = AddPanelProps & { readonly user: SavedUser; readonly onAddAnother: () => void }

/** A ref whose element gets the focus when it appears, because the button that had it disappears with the earlier step. */
function useFocusOnMount<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null)
  useEffect(() => element.current?.focus(), [])
  return element
}

function AddedActions({ user, onResetPassword, onAddAnother, onClose }: AddedActionsProps) {
  const { t } = useWords()
  const mayReset = useMay('passwords.reset')
  const next = useFocusOnMount<HTMLButtonElement>()
  const reset = () => {
    onClose()
    afterDialog(() => onResetPassword(chosenPerson(user)))
  }
  return (
    <>
      {mayReset && (
        <Button appearance="primary" onClick={reset}>
          {t('passwords.resetPassword')}
        </Button>
      )}
      <Button ref={next} onClick={onAddAnother}>
        {t('users.addAnother')}
      </Button>
      <Button onClick={onClose}>{t('common.close')}</Button>
    </>
  )
}

/** The next step after adding somebody, who has no password yet. */
function AddedUser({ user }: { readonly user: SavedUser }) {
  const { t } = useWords()
  return (
    <>
      <MessageBar intent="success" layout="multiline" role="status">
        <MessageBarBody>{t('users.added', { name: user.displayName })}</MessageBarBody>
      </MessageBar>
      <Text>{t('users.addedNext', { username: user.username })}</Text>
    </>
  )
}

/** Adds people, one after another. */
export function AddPanel(props: AddPanelProps) {
  const { t } = useWords()
  const [added, setAdded] = useState<SavedUser | null>(null)
  const form = useUserForm(null, setAdded)
  const addAnother = () => {
    form.restart()
    setAdded(null)
  }
  const footer =
    added === null ? (
      <>
        <Button type="submit" form={form.formId} appearance="primary" disabledFocusable={form.isBusy}>
          {t('users.add')}
        </Button>
        <CancelButton />
      </>
    ) : (
      <AddedActions user={added} onAddAnother={addAnother} {...props} />
    )
  return (
    <Panel
      isOpen
      title={t('users.addUser')}
      onClose={props.onClose}
      isUnsaved={added === null && form.savedOnly === null && form.isTyped}
      footer={footer}
    >
      {added === null ? <UserFormFields {...form} /> : <AddedUser user={added} />}
    </Panel>
  )
}
