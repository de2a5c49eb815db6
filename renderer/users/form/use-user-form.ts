import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import type { UserId } from '../../../shared/ids.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { contactFields, type UserDetails } from '../../../shared/users.ts'
import { api, client, errorDataOf, isWaiting } from '../../base/api.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { useAction } from '../../base/use-action.ts'
import { useDraft } from '../../base/use-draft.ts'
import {
  emptyDraft,
  type FormFaults,
  formFaults,
  formOf,
  rebaseDraft,
  type UserDraft,
  type UserForm,
} from './user-form.ts'

export type SavedUser = { readonly id: UserId; readonly username: string; readonly displayName: string }

function sameRoles(a: readonly RoleName[], b: readonly RoleName[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role))
}

/** Saves the fields, then the roles if they changed: the second needs the admin's own password, and the person is saved without it. */
function useSave(user: UserDetails | null) {
  const withConfirmation = useConfirmation()
  const queries = useQueryClient()
  const [savedId, setSavedId] = useState(user?.id ?? null)
  // Of somebody new; somebody who is there already may get other roles while the form is open.
  const [savedRoles, setSavedRoles] = useState<readonly RoleName[]>([])
  // Only what was typed is changed, whatever somebody else has saved of this person meanwhile.
  const seen: { readonly seen?: UserForm } = user === null ? {} : { seen: formOf(user) }
  const forget = () => {
    setSavedId(null)
    setSavedRoles([])
  }
  const save = async ({ roles, ...form }: UserDraft): Promise<SavedUser> => {
    try {
      let id = savedId
      if (id === null) {
        id = (await withConfirmation(() => client.users.add(form))).id
        setSavedId(id)
      } else {
        const known = id
        await withConfirmation(() => client.users.edit({ id: known, ...form, ...seen }))
      }
      const userId = id
      const given = { roles: [...(user?.roles ?? savedRoles)], limits: [...(user?.limits ?? [])] }
      if (!sameRoles(roles, given.roles)) {
        const set = () => client.roles.set({ userId, roles: [...roles], seen: given })
        setSavedRoles((await withConfirmation(set)).roles)
      }
      return { id, username: form.username.trim(), displayName: form.displayName.trim() }
    } finally {
      void queries.invalidateQueries({ queryKey: api.users.key() })
    }
  }
  return { save, forget }
}

/** Puts the keyboard into the first field that is complained about, each time there is a new complaint. */
function useFaultFocus(formId: string, faults: FormFaults): void {
  useEffect(() => {
    if (Object.keys(faults).length === 0) return
    document.querySelector<HTMLElement>(`#${CSS.escape(formId)} [aria-invalid="true"]`)?.focus()
  }, [formId, faults])
}

/** The field that the service complains about, null if the failure is about no field. */
function serviceFaults(error: unknown): FormFaults | null {
  const username = errorDataOf(error, 'USERNAME_INVALID')
  if (username !== null) return { username: { reason: username.reason, detail: null } }
  if (errorDataOf(error, 'USERNAME_TAKEN') !== null) return { username: { reason: 'existsAlready', detail: null } }
  const field = errorDataOf(error, 'FIELD_INVALID')
  if (field === null) return null
  const isKnown = field.field === 'displayName' || contactFields.some((name) => name === field.field)
  return isKnown ? { [field.field]: { reason: field.reason, detail: null } } : null
}

/** The form of one person, from typing to saved; complaints stand at their fields. */
export function useUserForm(user: UserDetails | null, onSaved: (user: SavedUser) => void) {
  const { save, forget } = useSave(user)
  const formId = useId()
  const stored = user === null ? emptyDraft : { ...formOf(user), roles: user.roles }
  const { typed, fill, discard } = useDraft<UserDraft>(stored, undefined, rebaseDraft)
  const [faults, setFaults] = useState<FormFaults>({})
  const { run, isBusy, error, clearError } = useAction(
    async () => onSaved(await save(typed)),
    (failure) => {
      // What was typed waits with the request and not here. Somebody new is added already, and the form goes on with them.
      if (user !== null && isWaiting(failure)) discard()
      setFaults(serviceFaults(failure) ?? {})
    },
  )
  useFaultFocus(formId, faults)

  const submit = async () => {
    if (isBusy) return
    const found = formFaults(typed)
    clearError()
    setFaults(found)
    if (Object.keys(found).length === 0) await run()
  }
  const restart = () => {
    forget()
    discard()
    setFaults({})
    clearError()
  }
  // What is wrong with a field stands there.
  const elsewhere = serviceFaults(error) === null ? error : null
  return { restart, formId, draft: typed, change: fill, faults, error: elsewhere, isBusy, submit }
}
