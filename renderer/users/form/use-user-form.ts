import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { UserId } from '../../../shared/ids.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { contactFields, type UserDetails } from '../../../shared/users.ts'
import { api, client, errorDataOf, isWaiting } from '../../base/api.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { isSameTyped } from '../../base/draft.ts'
import { useAction } from '../../base/use-action.ts'
import { useComplaints } from '../../base/use-complaints.ts'
import { useDraft } from '../../base/use-draft.ts'
import {
  emptyDraft,
  type FormFaults,
  fieldValue,
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

/** Somebody who was saved without their roles, because those were not given, or wait for a second admin. */
export type SavedOnly = { readonly displayName: string; readonly isNew: boolean; readonly isWaiting: boolean }

/** Saves the fields, then the roles if they changed. Roles need the admin's own password; without it only the fields are saved. */
function useSave(user: UserDetails | null) {
  const withConfirmation = useConfirmation()
  const queries = useQueryClient()
  const [savedId, setSavedId] = useState(user?.id ?? null)
  // The saved roles of a new person; an existing person's roles may be changed by others while the form is open.
  const [savedRoles, setSavedRoles] = useState<readonly RoleName[]>([])
  // Sent along, so that only changed fields are saved, whatever somebody else has saved about this person meanwhile.
  const seen: { readonly seen?: UserForm } = user === null ? {} : { seen: formOf(user) }
  const [savedOnly, setSavedOnly] = useState<SavedOnly | null>(null)
  const forget = () => {
    setSavedId(null)
    setSavedRoles([])
    setSavedOnly(null)
  }
  const save = async ({ roles, ...form }: UserDraft): Promise<SavedUser> => {
    const displayName = form.displayName.trim()
    let isSaved = false
    setSavedOnly(null)
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
      isSaved = true
      const given = { roles: [...(user?.roles ?? savedRoles)], limits: [...(user?.limits ?? [])] }
      if (!sameRoles(roles, given.roles)) {
        const set = () => client.roles.set({ userId, roles: [...roles], seen: given })
        setSavedRoles((await withConfirmation(set)).roles)
      }
      return { id, username: form.username.trim(), displayName }
    } catch (failure) {
      if (isSaved) setSavedOnly({ displayName, isNew: user === null, isWaiting: isWaiting(failure) })
      throw failure
    } finally {
      void queries.invalidateQueries({ queryKey: api.users.key() })
    }
  }
  return { save, savedOnly, forget }
}

/** The fault in the field that the service names; null if the error is about no field. */
function serviceFaults(error: unknown): FormFaults | null {
  const username = errorDataOf(error, 'USERNAME_INVALID')
  if (username !== null) return { username: { reason: username.reason, detail: null } }
  if (errorDataOf(error, 'USERNAME_TAKEN') !== null) return { username: { reason: 'existsAlready', detail: null } }
  const field = errorDataOf(error, 'FIELD_INVALID')
  if (field === null) return null
  const isKnown = ['username', 'displayName', ...contactFields].includes(field.field)
  return isKnown ? { [field.field]: { reason: field.reason, detail: null } } : null
}

/** The form of one person, from typing to saving; complaints are shown at their fields. */
export function useUserForm(user: UserDetails | null, onSaved: (user: SavedUser) => void) {
  const { save, savedOnly, forget } = useSave(user)
  const formId = useId()
  const stored = user === null ? emptyDraft : { ...formOf(user), roles: user.roles }
  const { typed, fill, discard, isChanged: isTyped } = useDraft<UserDraft>(stored, undefined, rebaseDraft)
  const [faults, complain] = useComplaints<FormFaults>((field) => fieldValue(typed, field))
  const isSameForm = isSameTyped({ ...typed, roles: [] }, { ...stored, roles: [] })
  // A new person can always be saved.
  const isChanged = user === null || !isSameForm || !sameRoles(typed.roles, stored.roles)
  const { run, isBusy, error, clearError } = useAction(
    async () => onSaved(await save(typed)),
    (failure) => {
      // The request holds what was typed, so that the form can drop it. A new person has been added already, and the form goes on with them.
      if (user !== null && isWaiting(failure)) discard()
      complain(serviceFaults(failure) ?? {})
    },
  )

  const submit = async () => {
    if (isBusy || !isChanged) return
    const found = formFaults(typed, user === null || user.directory === null ? null : stored)
    clearError()
    complain(found)
    if (Object.keys(found).length === 0) await run()
  }
  const restart = () => {
    forget()
    discard()
    complain({})
    clearError()
  }
  // An error about a field is shown at that field.
  const elsewhere = serviceFaults(error) === null ? error : null
  return {
    restart,
    formId,
    draft: typed,
    change: fill,
    isTyped,
    isChanged,
    faults,
    savedOnly,
    error: elsewhere,
    isBusy,
    submit,
  }
}
