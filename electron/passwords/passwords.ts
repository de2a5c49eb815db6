import { DomainError } from '../../shared/errors.ts'
import type { Language, SecretId, UserId } from '../../shared/ids.ts'
import type { PasswordStyle, passwordsContract } from '../../shared/passwords.ts'
import { normalisePassword } from '../../shared/rules/password-rules.ts'
import { hasPermission, rolesWith } from '../../shared/rules/role-matrix.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import type { ProveOwn } from '../sessions/prove.ts'
import type { StoredUser } from '../users/users-store.ts'
import { generatePassword } from './generate.ts'
import { createMany, type ManyDeps } from './many.ts'
import { createReveal, type RevealDeps } from './reveal.ts'
import { createSetPassword, type SetPasswordDeps } from './set-password.ts'
import { mustCover, mustUser } from './who.ts'

export type PasswordsDeps = SetPasswordDeps &
  RevealDeps &
  Omit<ManyDeps, 'setPassword' | 'generate'> & {
    readonly prove: ProveOwn
    /** The acting admin as the store says now. */
    readonly actorOf: (id: UserId) => Actor | null
  }
export type Passwords = ReturnType<typeof createPasswords>

/** Resets, changes and reveals; every new password ends in set-password. */
export function createPasswords(deps: PasswordsDeps) {
  const { users } = deps
  const setPassword = createSetPassword(deps)
  const many = createMany({ ...deps, setPassword, generate })
  const { mustTicket, openForCopy, ...reading } = createReveal(deps)

  function generate(user: StoredUser, style: PasswordStyle, language: Language): string {
    const owner = { ...user.contact, username: user.username, displayName: user.displayName }
    const { rules } = deps.values.protection()
    const brokenBy = (password: string) => deps.values.broken(password, owner).map((verdict) => verdict.rule)
    return generatePassword(style, user.language ?? language, rules, owner, brokenBy)
  }

  /** `provenBy` is the hash that the person has proven themselves with, read before anything is awaited. */
  async function change(newPassword: string, provenBy: string | null, call: Call): Promise<Record<never, never>> {
    const user = mustUser(users, (call.actor as Actor).id)
    const request = { user, password: newPassword, kind: 'change', mustChange: false, isGenerated: false } as const
    await setPassword.set({ ...request, provenBy }, call)
    return {}
  }

  /** Asked again in the transaction: a person may have been given a role, an admin may have lost theirs, while the password was hashed. */
  function checkAgain(userId: UserId, call: Call): void {
    const actor = deps.actorOf((call.actor as Actor).id)
    if (actor === null || !hasPermission(actor.roles, 'passwords.reset')) {
      throw new DomainError('NOT_ALLOWED', { roles: rolesWith('passwords.reset') })
    }
    mustCover(actor, mustUser(users, userId))
  }

  const service: Implements<typeof passwordsContract> = {
    policy: () => deps.values.liveProtection(),
    reset: async ({ userId, choice, mustChange }, call) => {
      const user = mustUser(users, userId)
      mustCover(call.actor as Actor, user)
      // Whoever resets an admin can become that admin: it must be the person who signed in.
      if (user.roles.length > 0 && !call.isConfirmed) throw new DomainError('CONFIRMATION_NEEDED')
      const isGenerated = choice.kind === 'generate'
      const password = isGenerated ? generate(user, choice.style, choice.language) : choice.password
      const request = { user, password, kind: 'reset', mustChange, isGenerated } as const
      const secretId = await setPassword.set(request, call, { check: () => checkAgain(userId, call) })
      return mustTicket(secretId as SecretId)
    },
    restore: async ({ userId, username, style, language }, call) => {
      // An impossible style is refused before anybody is brought back.
      generate(mustUser(users, (call.actor as Actor).id), style, language)
      deps.db.transaction(() => users.restore(userId, username, call))
      const user = mustUser(users, userId)
      const password = generate(user, style, language)
      const request = { user, password, kind: 'reset', mustChange: true, isGenerated: true } as const
      return mustTicket((await setPassword.set(request, call)) as SecretId)
    },
    shutOut: async ({ userId }, call) => {
      const user = mustUser(users, userId)
      mustCover(call.actor as Actor, user)
      users.block({ id: userId, isBlocked: true }, call)
      const password = generate(user, 'strong', 'en')
      const request = { user, password, kind: 'reset', mustChange: true, isGenerated: true } as const
      await setPassword.set(request, call)
      // Nobody is to know this one: whoever lets the person in again resets it.
      deps.secrets.drop(userId)
      return {}
    },
    previewMany: ({ selection, action }, call) => many.preview(selection, action, call),
    resetMany: ({ selection, ...options }, call) => {
      // An impossible style is refused here, once, and not a thousand times in the job.
      generate(mustUser(users, (call.actor as Actor).id), options.style, options.language)
      return many.start('resetPasswords', selection, options, call)
    },
    requireChange: ({ selection }, call) => many.start('requireChange', selection, {}, call),
    reveal: ({ secretIds }, call) => {
      if (secretIds.length > 1 && !call.isConfirmed) throw new DomainError('CONFIRMATION_NEEDED')
      return reading.reveal(secretIds, call)
    },
    ticketOf: ({ userId }, call) => reading.ticketOf(userId, call),
    exportResults: ({ jobId, language }, call) => reading.exportResults(jobId, language, call),
    change: async ({ currentPassword, newPassword }, call) => {
      const { id } = call.actor as Actor
      const provenBy = deps.store.hashOf(id)
      await deps.prove.own(id, normalisePassword(currentPassword), 'Confirm own password.', call)
      return change(newPassword, provenBy, call)
    },
    changeForced: ({ newPassword }, call) => {
      if (!call.actor?.mustChange) throw new DomainError('NOT_ALLOWED', { roles: [] })
      return change(newPassword, deps.store.hashOf(call.actor.id), call)
    },
  }
  return { ...service, openForCopy, setPassword }
}
