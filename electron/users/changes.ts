import { DomainError } from '../../shared/errors.ts'
import type { Language, UserId } from '../../shared/ids.ts'
import { canReset } from '../../shared/rules/role-matrix.ts'
import type { Contact, usersContract } from '../../shared/users.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import { checkUserFields } from './user-fields.ts'
import type { UsersDeps } from './users.ts'
import type { createUsersStore, StoredUser } from './users-store.ts'

type Operations = Implements<typeof usersContract>

/** Everything that changes one user, each with its audit entry in the same transaction. */
export function createChanges(deps: UsersDeps, store: ReturnType<typeof createUsersStore>) {
  function must(id: number): StoredUser {
    const user = store.get(id)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return user
  }

  function add(input: Parameters<Operations['add']>[0], call: Call) {
    const fields = checkUserFields(input)
    return deps.db.transaction(() => {
      if (store.idOf(fields.username) !== null) throw new DomainError('USERNAME_TAKEN', { username: fields.username })
      const id = store.insert(fields, deps.now())
      deps.audit.append({ action: 'Add user.', target: { id, name: fields.username } }, call)
      return { id }
    })
  }

  function edit(input: Parameters<Operations['edit']>[0], call: Call) {
    const fields = checkUserFields(input)
    return deps.db.transaction(() => {
      const before = must(input.id)
      mustCover(call.actor as Actor, before)
      const holder = store.idOf(fields.username)
      if (holder !== null && holder !== input.id) throw new DomainError('USERNAME_TAKEN', { username: fields.username })
      store.update(input.id, fields)
      deps.onContact(input.id, before.contact, fields.contact, false)
      const changed = changedFields(before, fields)
      deps.audit.append(
        { action: 'Update user.', target: { id: input.id, name: before.username }, detail: changed },
        call,
      )
      return {}
    })
  }

  function block({ id, isBlocked }: { id: UserId; isBlocked: boolean }, call: Call) {
    deps.db.transaction(() => {
      const user = must(id)
      if (call.actor?.id === id) throw new DomainError('OWN_ACCOUNT')
      mustCover(call.actor as Actor, user)
      if (isBlocked) mustNotBeLast(user)
      store.block(id, isBlocked)
      if (isBlocked) deps.onBlocked(id)
      const action = isBlocked ? 'Disable account.' : 'Enable account.'
      deps.audit.append({ action, target: { id, name: user.username } }, call)
    })
    return {}
  }

  function setNeverExpires({ id, isOn }: { id: UserId; isOn: boolean }, call: Call) {
    deps.db.transaction(() => {
      const user = must(id)
      mustCover(call.actor as Actor, user)
      store.setNeverExpires(id, isOn)
      const target = { id, name: user.username }
      deps.audit.append({ action: 'Update user.', target, detail: { neverExpires: String(isOn) } }, call)
    })
    return {}
  }

  /** Writes some of somebody's own contact information, inside the caller's transaction. */
  function putContact(id: number, contact: Partial<Contact>, call: Call, language?: Language | null): StoredUser {
    const user = must(id)
    const fields = checkUserFields({
      ...user,
      contact: { ...user.contact, ...contact },
      language: language === undefined ? user.language : language,
    })
    store.update(id, fields)
    const target = { id, name: user.username }
    deps.audit.append({ action: 'Update user.', target, detail: changedFields(user, fields) }, call)
    return user
  }

  function editMine({ language, ...contact }: Parameters<Operations['editMine']>[0], call: Call) {
    deps.db.transaction(() => {
      const { id, contact: before } = putContact(call.actor?.id ?? 0, contact, call, language)
      deps.onContact(id, before, must(id).contact, true)
    })
    return {}
  }

  /** Somebody must be left who can sign in and do everything. */
  function mustNotBeLast(user: StoredUser): void {
    if (!user.roles.includes('globalAdministrator')) return
    const others = store.enabledHolders(['globalAdministrator'], deps.now()).filter((id) => id !== user.id)
    if (others.length === 0) throw new DomainError('LAST_GLOBAL_ADMIN')
  }

  function mustBeDeletable(user: StoredUser, call: Call): void {
    if (call.actor?.id === user.id) throw new DomainError('OWN_ACCOUNT')
    mustCover(call.actor as Actor, user)
    mustNotBeLast(user)
  }

  return { must, mustNotBeLast, mustBeDeletable, add, edit, block, setNeverExpires, editMine, putContact }
}

/** Editing and blocking follow the matrix of resets: who may not reset somebody may not touch them either (Microsoft Entra, sensitive actions). */
function mustCover(actor: Actor, target: StoredUser): void {
  if (actor.id !== target.id && !canReset(actor.roles, target.roles)) {
    throw new DomainError('NOT_ALLOWED', { roles: ['privilegedAuthenticationAdministrator', 'globalAdministrator'] })
  }
}

function changedFields(before: StoredUser, after: ReturnType<typeof checkUserFields>): Record<string, string> {
  const old: Record<string, string> = { ...before.contact, username: before.username, displayName: before.displayName }
  const next: Record<string, string> = { ...after.contact, username: after.username, displayName: after.displayName }
  const names = Object.keys(next).filter((name) => old[name] !== next[name])
  return names.length === 0 ? {} : { fields: names.join(', ') }
}
