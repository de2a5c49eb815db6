import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useMay } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form } from '../../ui/form.tsx'
import { UserRoles } from '../roles/user-roles.tsx'
import type { SavedOnly, useUserForm } from './use-user-form.ts'
import { UserFields } from './user-fields.tsx'
import type { FormField } from './user-form.ts'

/** Everything can be changed of people of Keydesk's own. */
const changeable = () => null

/** The fields of a person and, for admins who may give them, the roles; Enter submits. */
export function UserFormFields({
  whyNot = changeable,
  ...props
}: ReturnType<typeof useUserForm> & { readonly whyNot?: (field: FormField) => string | null }) {
  const mayGiveRoles = useMay('roles.manage')
  const { draft, change, savedOnly } = props
  return (
    <Form id={props.formId} hasFocus onSubmit={() => void props.submit()}>
      {savedOnly !== null && <SavedOnlyBar {...savedOnly} />}
      <ErrorBar error={props.error} />
      <UserFields form={draft} faults={props.faults} onChange={change} whyNot={whyNot} />
      {mayGiveRoles && <UserRoles roles={draft.roles} onChange={(roles) => change({ ...draft, roles })} />}
    </Form>
  )
}

/** Says that the person was saved without the roles: the question for the own password was closed, or the roles wait or were refused. */
function SavedOnlyBar({ displayName: name, isNew, isWaiting }: SavedOnly) {
  const { t } = useWords()
  const bar = useRef<HTMLDivElement>(null)
  // Scrolled into view, because the roles are at the end of the form and this message is at its beginning.
  useEffect(() => {
    bar.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <MessageBar ref={bar} intent={isWaiting ? 'success' : 'warning'} layout="multiline" role="status">
      <MessageBarBody>
        {isWaiting
          ? t(isNew ? 'users.added' : 'users.saved', { name })
          : t(isNew ? 'users.addedOnly' : 'users.savedOnly', { name })}
      </MessageBarBody>
    </MessageBar>
  )
}
