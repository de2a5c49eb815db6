import { useEffect, useRef } from 'react'
import { useMay } from '../../base/session.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form } from '../../ui/form.tsx'
import { UserRoles } from '../roles/user-roles.tsx'
import type { useUserForm } from './use-user-form.ts'
import { UserFields } from './user-fields.tsx'

/** The fields of a person and, for those who may give them, the roles; Enter submits. */
export function UserFormFields(props: ReturnType<typeof useUserForm>) {
  const mayGiveRoles = useMay('roles.manage')
  const { draft, change } = props
  const fields = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // After the panel has put the focus on its first button.
    const timer = setTimeout(() => fields.current?.querySelector('input')?.focus(), 0)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div ref={fields} id={props.formId}>
      <Form onSubmit={props.submit}>
        <ErrorBar error={props.error} />
        <UserFields form={draft} faults={props.faults} onChange={change} />
        {mayGiveRoles && <UserRoles roles={draft.roles} onChange={(roles) => change({ ...draft, roles })} />}
        <button type="submit" hidden />
      </Form>
    </div>
  )
}
