import type { accountContract } from '../../shared/account.ts'
import { DomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { editedFields, type FieldEdit, shownOf } from '../../shared/rules/directory/directory-fields.ts'
import { isOwnMailbox } from '../../shared/rules/files/user-file.ts'
import { departmentKey } from '../../shared/rules/groups.ts'
import { isSame, rebase } from '../../shared/rules/rebase.ts'
import { canChange, rolesThatCanChange, unlimitedRoles } from '../../shared/rules/role-matrix.ts'
import { cleanText } from '../../shared/rules/text/look-alikes.ts'
import { type Contact, contactFields, type usersContract } from '../../shared/users.ts'
import { rehearse } from '../db/rehearse.ts'
import type { Actor, Call, Implements, SignedInCall } from '../rpc/call.ts'
import type { Detail } from '../two-person/two-person.ts'
import { checkKeptFields, checkUserFields, type TypedUser } from './user-fields.ts'
import type { UsersDeps } from './users.ts'
import type { createUsersStore, StoredUser, UserFields } from './users-store.ts'

type Operations = Implements<typeof usersContract>
type Edit = Parameters<Operations['edit']>[0]
type NeverExpires = { readonly id: UserId; readonly isOn: boolean }
type Edited = { readonly before: StoredUser; readonly after: UserFields }
type Block = Parameters<Operations['block']>[0]
type Empty = Record<never, never>
type OwnContact = Parameters<Implements<typeof accountContract>['edit']>[0]

/** Everything that changes one user, each with its audit entry in the same transaction. */
export function createChanges(deps: UsersDeps, store: ReturnType<typeof createUsersStore>) {
  function must(id: number): StoredUser {
    const user = store.get(id)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return user
  }

  /** The fields of a new person; throws for people whom this admin can't add. */
  function mustBeAddable(input: Parameters<Operations['add']>[0], call: SignedInCall): UserFields {
    const fields = checkUserFields(input)
    if (store.idOf(fields.username) !== null) throw new DomainError('USERNAME_TAKEN', { username: fields.username })
    deps.reach.mustNotMove('', fields.contact.department, call)
    return fields
  }

  function add(input: Parameters<Operations['add']>[0], call: SignedInCall) {
    return deps.db.transaction(() => {
      const fields = mustBeAddable(input, call)
      const id = store.insert(fields, deps.now(), call.actor.id)
      deps.audit.append({ action: 'Add user.', target: { id, name: fields.username } }, call)
      return { id }
    })
  }

  /** A person before and after an edit; throws for edits that this admin can't make. */
  function mustBeEditable(input: Edit, call: SignedInCall): Edited {
    const before = must(input.id)
    const typed = typedOver(before, input)
    const actor = call.actor
    const fields = before.isInDirectory ? checkKeptFields(before, typed) : checkUserFields(typed)
    mustReach(actor, before)
    const holder = store.idOf(fields.username)
    const isTaken = holder !== null && holder !== input.id && !before.isInDirectory
    if (isTaken) throw new DomainError('USERNAME_TAKEN', { username: fields.username })
    mustNotMove(actor, before, fields.contact.department)
    deps.reach.mustNotMove(before.contact.department, fields.contact.department, call)
    mustNotBeOwnMailbox(before, fields)
    return { before, after: fields }
  }

  function edit(input: Edit, call: SignedInCall): Empty | Promise<Empty> {
    return must(input.id).isInDirectory ? editThere(input, call) : editHere(input, call)
  }

  function editHere(input: Edit, call: SignedInCall): Empty {
    return deps.db.transaction(() => {
      const { edited, detail } = mustHaveApprovalToEdit(input, call)
      const { before, after } = edited
      if (isUnchanged(before, after)) return {}
      if (input.id === call.actor.id) deps.events.raise('ownContactChanges', { before, after: after.contact }, call)
      store.update(input.id, after, call.actor.id)
      noteEdit(edited, detail, call)
      return {}
    })
  }

  /** The same, and the approval of a second admin where that is needed, which is used up. */
  function mustHaveApprovalToEdit(input: Edit, call: SignedInCall) {
    const edited = mustBeEditable(input, call)
    const { before, after } = edited
    const detail = isUnchanged(before, after) ? {} : mustHaveSecondAdminToEdit(before, after, call)
    return { edited, detail }
  }

  function noteEdit({ before, after }: Edited, detail: Detail, call: Call): void {
    const target = { id: before.id, name: before.username }
    deps.audit.append({ action: 'Update user.', target, detail: { ...changedFields(before, after), ...detail } }, call)
  }

  /** Asks the directory first; what it has done is recorded even if the right to do so was taken back meanwhile, which is then said. */
  async function editThere(input: Edit, call: SignedInCall): Promise<Empty> {
    const edited = deps.db.transaction(() => {
      rehearse(deps.db, () => mustHaveApprovalToEdit(input, call))
      return mustBeEditable(input, call)
    })
    if (isUnchanged(edited.before, edited.after)) return {}
    const refused: unknown[] = []
    await writeThere(edited, input.seen, call, () => {
      try {
        return deps.db.savepoint(() => mustHaveApprovalToEdit(input, call)).detail
      } catch (error) {
        refused.push(error)
        return {}
      }
    })
    if (refused.length > 0) throw refused[0]
    return {}
  }

  /**
   * Writes an edit in the directory of the person, and then here. `approve` answers what the audit log adds, inside the transaction that records
   * it.
   */
  async function writeThere(
    edited: Edited,
    seen: Partial<Seen> | undefined,
    call: SignedInCall,
    approve: () => Detail,
  ): Promise<void> {
    const { before, after } = edited
    const edits = editsOf(edited, seen)
    const follow = edits.length === 0 ? null : await deps.directories.edit(before.id, edits, call.actor.id)
    deps.db.transaction(() => {
      const detail = approve()
      if (before.id === call.actor.id) deps.events.raise('ownContactChanges', { before, after: after.contact }, call)
      follow?.(call)
      store.setLanguage(before.id, after.language)
      noteEdit(edited, detail, call)
    })
  }

  /** Changing the user name, names or contact information of an approver takes two admins. */
  function mustHaveSecondAdminToEdit(
    before: StoredUser,
    fields: ReturnType<typeof checkUserFields>,
    call: Call,
  ): Detail {
    if (before.id === call.actor?.id) return {}
    const old: Record<string, string> = { ...before.contact, ...before, contact: '' } as never
    const next: Record<string, string> = { ...fields.contact, ...fields, contact: '' } as never
    const names = ['username', 'displayName', 'alternateEmail', 'mobilePhone'] as const
    const facts = names.flatMap((name) => (old[name] === next[name] ? [] : [{ name, value: next[name] ?? '' }]))
    return facts.length === 0 ? {} : deps.twoPerson.mustHaveSecondAdminFor(call, before, facts)
  }

  /** Refuses a new department that would move somebody into a group or out of one, if the admin's role is limited to groups. */
  function mustNotMove(actor: Actor, user: StoredUser, department: string): void {
    const before = user.contact.department
    if (departmentKey(before) === departmentKey(department)) return
    if (!deps.isGrouped(before) && !deps.isGrouped(department)) return
    const roles = rolesToCover(actor, user)
    if (canChange(unlimitedRoles(actor), roles)) return
    throw new DomainError('NOT_ALLOWED', { roles: rolesThatCanChange(roles), isLimited: true })
  }

  /** Throws for people whom this admin can't block or allow; uses up the approval of a second admin. */
  function mustBeBlockable({ id, isBlocked }: Block, call: SignedInCall) {
    const user = must(id)
    if (call.actor?.id === id) throw new DomainError('OWN_ACCOUNT')
    mustReach(call.actor, user)
    if (user.isInDirectory && !deps.directories.canBlock(id)) throw new DomainError('IN_DIRECTORY')
    if (isBlocked) mustNotBeLast(user)
    const fact = { name: 'signIn', value: isBlocked ? 'blocked' : 'allowed' } as const
    return { user, detail: deps.twoPerson.mustHaveSecondAdminFor(call, user, [fact]) }
  }

  function noteBlock({ id, isBlocked }: Block, name: string, detail: Detail, call: Call): void {
    const action = isBlocked ? 'Disable account.' : 'Enable account.'
    deps.audit.append({ action, target: { id, name }, detail }, call)
  }

  function block(input: Block, call: SignedInCall): Empty | Promise<Empty> {
    return must(input.id).isInDirectory ? blockThere(input, call) : blockHere(input, call)
  }

  function blockHere(input: Block, call: SignedInCall): Empty {
    const { id, isBlocked } = input
    deps.db.transaction(() => {
      const { user, detail } = mustBeBlockable(input, call)
      mustBeOurs(user)
      store.block(id, isBlocked)
      if (isBlocked) deps.events.raise('userShutOut', { userId: id }, call)
      noteBlock(input, user.username, detail, call)
    })
    return {}
  }

  /** Asks the directory first; what it has done is recorded even if the approval was taken back meanwhile, which is then said. */
  async function blockThere(input: Block, call: SignedInCall): Promise<Empty> {
    const { username } = deps.db.transaction(() => {
      rehearse(deps.db, () => mustBeBlockable(input, call))
      return must(input.id)
    })
    const follow = await deps.directories.setBlocked(input.id, input.isBlocked)
    const refused: unknown[] = []
    deps.db.transaction(() => {
      const detail = approvalOf(input, call, refused)
      follow(call)
      noteBlock(input, username, detail, call)
    })
    if (refused.length > 0) throw refused[0]
    return {}
  }

  function approvalOf(input: Block, call: SignedInCall, refused: unknown[]): Detail {
    try {
      return deps.db.savepoint(() => mustBeBlockable(input, call)).detail
    } catch (error) {
      refused.push(error)
      return {}
    }
  }

  function setNeverExpires(input: NeverExpires, call: SignedInCall): Empty | Promise<Empty> {
    return must(input.id).isInDirectory ? setNeverExpiresThere(input, call) : setNeverExpiresHere(input, call)
  }

  function setNeverExpiresHere({ id, isOn }: NeverExpires, call: SignedInCall): Empty {
    deps.db.transaction(() => {
      const user = must(id)
      mustReach(call.actor, user)
      store.setNeverExpires(id, isOn)
      noteNeverExpires({ id, isOn }, user.username, call)
    })
    return {}
  }

  async function setNeverExpiresThere({ id, isOn }: NeverExpires, call: SignedInCall): Promise<Empty> {
    const { username } = must(id)
    mustReach(call.actor, must(id))
    const follow = await deps.directories.setNeverExpires(id, isOn)
    deps.db.transaction(() => {
      follow(call)
      noteNeverExpires({ id, isOn }, username, call)
    })
    return {}
  }

  function noteNeverExpires({ id, isOn }: NeverExpires, name: string, call: Call): void {
    const detail = { neverExpires: String(isOn) }
    deps.audit.append({ action: 'Update user.', target: { id, name }, detail }, call)
  }

  /** What of somebody this admin can change in the person's directory; null for people of Keydesk's own, of whom everything can be changed. */
  async function editable({ id }: { id: UserId }, call: SignedInCall) {
    const user = must(id)
    mustReach(call.actor, user)
    return { editable: user.isInDirectory ? await deps.directories.editable(id) : null }
  }

  /** The same of oneself. */
  async function ownEditable(call: SignedInCall) {
    const { id, isInDirectory } = must(call.actor.id)
    return { editable: isInDirectory ? await deps.directories.editable(id) : null }
  }

  /** A person before and after a change of contact information; throws for values that can't be somebody's. */
  function mustBeContact(before: StoredUser, contact: Partial<Contact>, language = before.language): Edited {
    const typed = { ...before, contact: { ...before.contact, ...contact }, language }
    const after = before.isInDirectory ? checkKeptFields(before, typed) : checkUserFields(typed)
    mustNotBeOwnMailbox(before, after)
    return { before, after }
  }

  function write({ before, after }: Edited, call: Call, writer: UserId): void {
    store.update(before.id, after, writer)
    const target = { id: before.id, name: before.username }
    deps.audit.append({ action: 'Update user.', target, detail: changedFields(before, after) }, call)
  }

  /**
   * Writes some of a person's contact information, inside the caller's transaction, with its author `writer`; what people write for
   * themselves counts only when it is proved.
   */
  function putContact(id: UserId, contact: Partial<Contact>, call: Call, writer: UserId): void {
    const edited = mustBeContact(must(id), contact)
    // A value of a directory can be proved here, and is changed there.
    if (!edited.before.isInDirectory) write(edited, call, writer)
    else if (editsOf(edited, undefined).length > 0) throw new DomainError('IN_DIRECTORY')
  }

  /** A person before and after an edit of their own contact information; throws for edits that are not allowed. */
  function mustBeOwnContact(input: OwnContact, call: SignedInCall): Edited {
    const before = must(call.actor.id)
    const { language, ...contact } = ownTypedOver(before, input)
    return mustBeContact(before, contact, language)
  }

  /** Saves what people may change about themselves. */
  function editOwn(input: OwnContact, call: SignedInCall): Empty | Promise<Empty> {
    return must(call.actor.id).isInDirectory ? editOwnThere(input, call) : editOwnHere(input, call)
  }

  async function editOwnThere(input: OwnContact, call: SignedInCall): Promise<Empty> {
    const edited = mustBeOwnContact(input, call)
    if (isUnchanged(edited.before, edited.after)) return {}
    await writeThere(edited, input.seen && { contact: input.seen }, call, () => ({}))
    return {}
  }

  function editOwnHere(input: OwnContact, call: SignedInCall): Empty {
    deps.db.transaction(() => {
      const edited = mustBeOwnContact(input, call)
      const { before, after } = edited
      if (isUnchanged(before, after)) return
      deps.events.raise('ownContactChanges', { before, after: after.contact }, call)
      write(edited, call, before.id)
    })
    return {}
  }

  /** At least one enabled global admin of Keydesk's own must be left, whom a directory that is away keeps out of nothing. */
  function mustNotBeLast(user: StoredUser): void {
    if (!user.roles.includes('globalAdministrator')) return
    const others = store.enabledOwnHolders(['globalAdministrator'], deps.now()).filter((id) => id !== user.id)
    if (others.length === 0) throw new DomainError('LAST_GLOBAL_ADMIN')
  }

  function mustBeDeletable(user: StoredUser, call: SignedInCall): void {
    if (call.actor?.id === user.id) throw new DomainError('OWN_ACCOUNT')
    mustReach(call.actor, user)
    mustBeOurs(user)
    mustNotBeLast(user)
  }

  return {
    must,
    mustNotBeLast,
    mustBeDeletable,
    mustBeAddable,
    mustBeEditable,
    mustBeOwnContact,
    add,
    edit,
    block,
    setNeverExpires,
    editable,
    ownEditable,
    editOwn,
    putContact,
  }
}

/** What was shown of somebody before an edit. */
type Seen = { readonly displayName: string; readonly contact: Partial<Contact> }

/** The fields that an edit changes, each with the value that was shown; without one, the value that is stored. */
function editsOf({ before, after }: Edited, seen: Partial<Seen> | undefined): readonly FieldEdit[] {
  return editedFields.flatMap((field) => {
    const [stored, to] = [shownOf(before, field), shownOf(after, field)]
    if (stored === to) return []
    const shown = field === 'displayName' ? seen?.displayName : seen?.contact?.[field]
    const kept = field === 'displayName' ? after.displayName : after.contact[field]
    return [{ field, seen: shown ?? stored, to: kept }]
  })
}

/** The typed values merged into the person as stored now, relative to the values that were shown. */
function typedOver(now: StoredUser, { seen, username, displayName, language, contact }: Edit): TypedUser {
  const typed = { username, displayName, language, contact }
  if (seen === undefined) return typed
  const stored = { username: now.username, displayName: now.displayName, language: now.language, contact: now.contact }
  return rebase<TypedUser>(typed, seen, stored)
}

/** The same for what people may change about themselves. */
function ownTypedOver({ contact, language }: StoredUser, { seen, ...input }: OwnContact) {
  const typed = { ...input, alternateEmail: cleanText(input.alternateEmail), mobilePhone: cleanText(input.mobilePhone) }
  if (seen === undefined) return typed
  const { alternateEmail, mobilePhone } = contact
  return rebase<typeof typed>(typed, seen, { alternateEmail, mobilePhone, language })
}

/** True if the edit changes nothing, so that nothing is written or logged. */
function isUnchanged({ username, displayName, language, contact }: StoredUser, after: UserFields): boolean {
  const isSameContact = contactFields.every((field) => contact[field] === after.contact[field])
  return isSameContact && isSame([username, displayName, language], [after.username, after.displayName, after.language])
}

type Reached = Pick<StoredUser, 'id' | 'roles'>

/** People may change their own account whatever roles they hold. */
const rolesToCover = (actor: Actor, target: Reached) => (actor.id === target.id ? [] : target.roles)

/** Whether the matrix of sensitive actions, and the groups of a limited role, let this admin block, edit, delete and restore somebody. */
export function reaches(actor: Actor, target: Reached): boolean {
  return canChange(actor.rolesOver(target.id), rolesToCover(actor, target))
}

/** Throws for a person out of reach; the error names the roles that could. */
export function mustReach(actor: Actor, target: Reached): void {
  if (reaches(actor, target)) return
  const roles = rolesToCover(actor, target)
  throw new DomainError('NOT_ALLOWED', { roles: rolesThatCanChange(roles), isLimited: canChange(actor.roles, roles) })
}

/** Refuses to change what a connected directory holds: its next look would bring the old value back. */
function mustBeOurs({ isInDirectory }: Pick<StoredUser, 'isInDirectory'>): void {
  if (isInDirectory) throw new DomainError('IN_DIRECTORY')
}

/** Refuses the sign-in address as a new alternate address, because somebody who needs a code can't read that mailbox without the password. */
function mustNotBeOwnMailbox(before: StoredUser, { username, contact }: ReturnType<typeof checkUserFields>): void {
  const { alternateEmail } = contact
  if (alternateEmail === before.contact.alternateEmail || !isOwnMailbox(username, alternateEmail)) return
  throw new DomainError('FIELD_INVALID', { field: 'alternateEmail', reason: 'ownMailbox' })
}

function changedFields(before: StoredUser, after: ReturnType<typeof checkUserFields>): Record<string, string> {
  const old: Record<string, string> = { ...before.contact, username: before.username, displayName: before.displayName }
  const next: Record<string, string> = { ...after.contact, username: after.username, displayName: after.displayName }
  const names = Object.keys(next).filter((name) => old[name] !== next[name])
  return names.length === 0 ? {} : { fields: names.join(', ') }
}
