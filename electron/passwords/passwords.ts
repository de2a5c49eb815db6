import { DomainError } from '../../shared/errors.ts'
import type { Language, SecretId } from '../../shared/ids.ts'
import type { PasswordStyle, passwordsContract } from '../../shared/passwords.ts'
import { normalisePassword } from '../../shared/rules/password-rules.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'
import { generatePassword } from './generate.ts'
import { createMany, type ManyDeps } from './many.ts'
import { createReveal, type RevealDeps } from './reveal.ts'
import { createSetPassword, type SetPasswordDeps } from './set-password.ts'
import { mustCover, mustUser } from './who.ts'

export type PasswordsDeps = SetPasswordDeps & RevealDeps & Omit<ManyDeps, 'setPassword' | 'generate'>
export type Passwords = ReturnType<typeof createPasswords>

/** Resets, changes and reveals; every new password ends in set-password. */
export function createPasswords(deps: PasswordsDeps) {
  const { users } = deps
  const setPassword = createSetPassword(deps)
  const many = createMany({ ...deps, setPassword, generate })
  const { mustTicket, openForCopy, ...reading } = createReveal(deps)

  function generate(user: StoredUser, style: PasswordStyle, language: Language): string {
    const owner = { ...user.contact, username: user.username, displayName: user.displayName }
    return generatePassword(style, user.language ?? language, deps.policy(), owner)
  }

  async function change(newPassword: string, call: Call): Promise<Record<never, never>> {
    const user = mustUser(users, (call.actor as Actor).id)
    await setPassword.set({ user, password: newPassword, kind: 'change', mustChange: false, isGenerated: false }, call)
    return {}
  }

  const service: Implements<typeof passwordsContract> = {
    policy: () => deps.policy(),
    reset: async ({ userId, choice, mustChange }, call) => {
      const user = mustUser(users, userId)
      mustCover(call.actor as Actor, user)
      const isGenerated = choice.kind === 'generate'
      const password = isGenerated ? generate(user, choice.style, choice.language) : choice.password
      const secretId = await setPassword.set({ user, password, kind: 'reset', mustChange, isGenerated }, call)
      return mustTicket(secretId as SecretId)
    },
    previewMany: ({ selection, action }, call) => many.preview(selection, action, call),
    resetMany: ({ selection, ...options }, call) => {
      // An impossible style is refused here, once, and not a thousand times in the job.
      generate(mustUser(users, (call.actor as Actor).id), options.style, options.language)
      return many.start('resetPasswords', selection, options, call)
    },
    requireChange: ({ selection }, call) => many.start('requireChange', selection, {}, call),
    reveal: ({ secretIds }, call) => reading.reveal(secretIds, call),
    ticketOf: ({ userId }, call) => reading.ticketOf(userId, call),
    exportResults: ({ jobId, language }, call) => reading.exportResults(jobId, language, call),
    change: async ({ currentPassword, newPassword }, call) => {
      const hash = deps.store.hashOf((call.actor as Actor).id)
      const isRight = hash !== null && (await deps.hasher.verify(hash, normalisePassword(currentPassword)))
      if (!isRight) throw new DomainError('WRONG_PASSWORD')
      return change(newPassword, call)
    },
    changeForced: ({ newPassword }, call) => {
      if (!call.actor?.mustChange) throw new DomainError('NOT_ALLOWED', { roles: [] })
      return change(newPassword, call)
    },
  }
  return { ...service, openForCopy }
}
