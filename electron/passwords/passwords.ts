import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { Language, SecretId, UserId } from '../../shared/ids.ts'
import { defaultLanguage } from '../../shared/languages.ts'
import type { PasswordStyle, passwordsContract, SecretTicket } from '../../shared/passwords.ts'
import { generationOf, type LiveProtection } from '../../shared/rules/protection.ts'
import { isPermitted, rolesWith } from '../../shared/rules/role-matrix.ts'
import { isApprover, type Standing } from '../../shared/rules/two-person.ts'
import type { Deleted } from '../deleted/deleted.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Actor, Implements, SignedInCall } from '../rpc/call.ts'
import type { ProveOwn } from '../sessions/prove.ts'
import type { StoredUser } from '../users/users-store.ts'
import { generatePassword } from './generate.ts'
import { createLapses } from './lapses.ts'
import type { LiveRules } from './live-rules.ts'
import { createMany, type ManyDeps } from './many.ts'
import { ownerOf } from './owner.ts'
import { createReveal, type RevealDeps } from './reveal.ts'
import { registerApprovals, standingDetail } from './second-admin.ts'
import { createSetPassword, type SetPasswordDeps } from './set-password.ts'
import { mustCover, mustUser } from './targets.ts'

export type PasswordsDeps = SetPasswordDeps &
  RevealDeps &
  Omit<ManyDeps, 'setPassword' | 'transactions' | 'generate' | 'generateUnder'> & {
    readonly liveRules: LiveRules
    readonly prove: ProveOwn
    readonly deleted: Pick<Deleted, 'mustDeleted' | 'restore'>
    readonly rowsOfUser: RowsOfUser
    /** The instant up to which time has certainly come. */
    readonly erasableUntil: () => number
    /** The acting admin as the store says now. */
    readonly actorOf: (id: UserId) => Actor | null
  }
type Operations = Implements<typeof passwordsContract>
type ResetInput = Parameters<Operations['reset']>[0]
type RestoreInput = Parameters<Operations['restore']>[0]
type ResetAnswer = Awaited<ReturnType<Operations['reset']>>
type NewStyle = { readonly style: PasswordStyle; readonly language: Language }
export type Passwords = ReturnType<typeof createPasswords>
const nothingElse = () => {}

/** Resets, changes and reveals; every new password ends in set-password. */
export function createPasswords(deps: PasswordsDeps) {
  const { users, requests } = deps
  deps.rowsOfUser.goWithDeletion('password_history')
  const setPassword = createSetPassword(deps)
  const endLapsed = createLapses({ ...deps, generate, setPassword })
  const { transactions } = deps.db
  const many = createMany({ ...deps, setPassword, transactions, generate, generateUnder })
  registerApprovals(deps)
  const { mustTicket, mustBeReadable, openForCopy, ...reading } = createReveal(deps)

  /** A password that keeps the rules for this person, those of a directory too. Throws DIRECTORY_UNREACHABLE where it can't say its rules. */
  async function generate(user: StoredUser, style: PasswordStyle, language: Language): Promise<string> {
    return generateUnder(await deps.liveRules.of(user.id), user, style, language)
  }

  function generateUnder(under: LiveProtection, user: StoredUser, style: PasswordStyle, language: Language): string {
    const owner = ownerOf(user)
    const { policy, kinds, impossible } = generationOf(under)
    if (impossible.length > 0) throw new DomainError('POLICY_IMPOSSIBLE', { rules: impossible })
    const brokenBy = (password: string) => deps.values.broken(password, owner, under).map((verdict) => verdict.rule)
    return generatePassword(style, user.language ?? language, policy, owner, brokenBy, kinds)
  }

  /**
   * `provenBy` is the version of the password that the person has just typed, read before anything is awaited; `typed` is that password, null
   * where it is not at hand.
   */
  async function change(
    newPassword: string,
    { provenBy, typed }: { readonly provenBy: string | null; readonly typed: string | null },
    call: SignedInCall,
  ): Promise<Record<never, never>> {
    const user = mustUser(users, call.actor.id)
    const request = { user, password: newPassword, kind: 'change', mustChange: false, isGenerated: false } as const
    const from = typed === null ? {} : { from: typed }
    await setPassword.set({ ...request, ...from, provenBy }, call, nothingElse)
    return {}
  }

  /**
   * A change that must come before anything else. A directory keeps its history only by the password before, which its people type once more,
   * because Keydesk does not keep what they signed in with.
   */
  async function changeForced(
    { currentPassword, newPassword }: Parameters<Operations['changeForced']>[0],
    call: SignedInCall,
  ): Promise<Record<never, never>> {
    const { id } = call.actor
    const provenBy = deps.credentialVersion(id)
    if (!mustUser(users, id).isInDirectory) return change(newPassword, { provenBy, typed: null }, call)
    if (currentPassword === undefined) throw new DomainError('WRONG_PASSWORD')
    const typed = await deps.prove.own(id, currentPassword, 'Confirm own password.', call)
    return change(newPassword, { provenBy, typed }, call)
  }

  /** Checks the rights again in the transaction, because roles may have changed while the password was hashed. */
  function checkAgain(userId: UserId, call: SignedInCall): true {
    const actor = deps.actorOf(call.actor.id)
    if (actor === null || !isPermitted(actor, 'passwords.reset')) {
      throw new DomainError('NOT_ALLOWED', { roles: rolesWith('passwords.reset') })
    }
    const user = mustUser(users, userId)
    mustCover(actor, user)
    call.confirmAgain?.({ ...call, actor })
    if (standingOf(user, actor) === 'waits') throw new DomainError('TYPED_CANNOT_WAIT')
    return true
  }

  function standingOf(user: StoredUser, actor: Actor): Standing {
    return isApprover(user.roles) ? deps.twoPerson.standingOf(actor) : 'off'
  }

  /** What the screen needs to know of a person before a reset, in one answer that waits for no directory. */
  async function policyFor(userId: UserId) {
    const [rules, there] = await Promise.all([deps.liveRules.soon(userId), deps.liveRules.thereSoon(userId)])
    return { ...rules, ...(there !== null && { there }) }
  }

  /** Whom this admin may reset; refuses everybody else. */
  function mustBeResettable(userId: UserId, call: SignedInCall): StoredUser {
    const user = mustUser(users, userId)
    mustCover(call.actor, user)
    return user
  }

  async function reset({ userId, choice, mustChange }: ResetInput, call: SignedInCall): Promise<ResetAnswer> {
    const user = mustBeResettable(userId, call)
    const isGenerated = choice.kind === 'generate'
    const password = isGenerated ? await generate(user, choice.style, choice.language) : choice.password
    const standing = standingOf(user, call.actor)
    if (standing === 'waits') return askFor(userId, choice, mustChange, call)
    const check = () => checkAgain(userId, call)
    const detail = standingDetail(standing)
    const request = { user, password, kind: 'reset', mustChange, isGenerated, check, detail } as const
    try {
      const set = await setPassword.set(request, call, nothingElse)
      return { outcome: 'done', ...mustTicket(set?.secretId as SecretId) }
    } catch (error) {
      // The person was promoted while the password was being hashed, so that the two-person rule now applies.
      if (isDomainError(error, 'TYPED_CANNOT_WAIT')) return askFor(userId, choice, mustChange, call)
      throw error
    }
  }

  /** Asks a second admin instead. The request is stored, so that it can't hold a password that somebody typed. */
  function askFor(userId: UserId, choice: ResetInput['choice'], mustChange: boolean, call: SignedInCall): ResetAnswer {
    if (choice.kind === 'typed') throw new DomainError('TYPED_CANNOT_WAIT')
    const { style, language } = choice
    return {
      outcome: 'waiting',
      request: requests.ask({ kind: 'resetAdmin', style, language, mustChange }, [userId], call),
    }
  }

  /** The acting admin as stored now, because a role may have been taken while the password was hashed. */
  function callNow(call: SignedInCall): SignedInCall {
    const actor = deps.actorOf(call.actor.id)
    if (actor === null || !isPermitted(actor, 'users.change'))
      throw new DomainError('NOT_ALLOWED', { roles: rolesWith('users.change') })
    return { ...call, actor }
  }

  /** Restores a person together with a new password in one transaction: after a kill in between the person is still deleted. */
  async function restore(
    { userId, username, style, language }: RestoreInput,
    call: SignedInCall,
  ): Promise<SecretTicket> {
    const user = deps.deleted.mustDeleted(userId, username)
    const password = await generate(user, style, language)
    const check = () => callNow(call) !== null
    const request = { user, password, kind: 'reset', mustChange: true, isGenerated: true, check } as const
    const set = await setPassword.set(request, call, () => deps.deleted.restore(userId, username, callNow(call)))
    return mustTicket(set?.secretId as SecretId)
  }

  /**
   * Shuts somebody out: blocks them and sets a password that nobody knows. Shutting out an approver takes two admins, because otherwise an
   * admin could become the only approver.
   */
  async function shutOut(userId: UserId, call: SignedInCall): Promise<Record<never, never>> {
    const user = mustUser(users, userId)
    mustCover(call.actor, user)
    // Blocks the person before the password is set, so that they are kept out even if a directory does not answer.
    const block = () => users.block({ id: userId, isBlocked: true }, callNow(call))
    if (user.isInDirectory) await block()
    const password = await generate(user, 'strong', defaultLanguage)
    const check = () => {
      mustCover(callNow(call).actor, mustUser(users, userId))
      if (!user.isInDirectory) block()
      return true
    }
    const request = { user, password, kind: 'reset', mustChange: true, isGenerated: true, isForNobody: true } as const
    await setPassword.set({ ...request, check }, call, nothingElse)
    return {}
  }

  const service: Operations = {
    policy: ({ userId }, call) => {
      const actor = call.actor
      const { id } = actor
      if (userId !== undefined && userId !== id && !isPermitted(actor, 'passwords.reset'))
        throw new DomainError('NOT_ALLOWED', { roles: rolesWith('passwords.reset') })
      return userId === undefined ? deps.liveRules.soon(id) : policyFor(userId)
    },
    reset: (input, call) => reset(input, call),
    restore: (input, call) => restore(input, call),
    shutOut: ({ userId }, call) => shutOut(userId, call),
    previewMany: ({ selection, action }, call) => many.preview(selection, action, call),
    resetMany: ({ selection, ...options }, call) => many.reset(selection, options, call),
    requireChange: ({ selection }, call) => many.requireChange(selection, call),
    reveal: ({ secretIds }, call) => reading.reveal(secretIds, call),
    ticketOf: ({ userId }, call) => reading.ticketOf(userId, call),
    exportResults: ({ jobId, ...words }, call) => reading.exportResults(jobId, words, call),
    change: async ({ currentPassword, newPassword }, call) => {
      const { id } = call.actor
      const provenBy = deps.credentialVersion(id)
      const typed = await deps.prove.own(id, currentPassword, 'Confirm own password.', call)
      return change(newPassword, { provenBy, typed }, call)
    },
    changeForced: (input, call) => {
      if (!call.actor?.mustChange) throw new DomainError('NOT_ALLOWED', { roles: [] })
      return changeForced(input, call)
    },
  }
  /**
   * Sets a new temporary password together with other work, which is done in the same transaction, before the password is written. Null where
   * the check leaves the password alone.
   */
  async function resetWith<T>(
    user: StoredUser,
    { style, language }: NewStyle,
    call: SignedInCall,
    { check, furtherWork }: { readonly check: () => boolean; readonly furtherWork: () => T },
  ) {
    const password = await generate(user, style, language)
    const request = { user, password, kind: 'reset', mustChange: true, isGenerated: true, check } as const
    const set = await setPassword.set(request, call, furtherWork)
    return set && { ticket: mustTicket(set.secretId as SecretId), answer: set.answer }
  }

  const { settle, settled } = setPassword
  const questions = { mustBeResettable, mustBeReadable, mustHaveSome: many.mustHaveSome }
  return { ...service, ...questions, openForCopy, setPassword, resetWith, settle, settled, endLapsed }
}
