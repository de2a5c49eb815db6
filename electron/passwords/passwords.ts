import { DomainError } from '../../shared/errors.ts'
import type { Language, SecretId, UserId } from '../../shared/ids.ts'
import type { ExclusionReason, PasswordStyle, passwordsContract, Revealed } from '../../shared/passwords.ts'
import { normalisePassword } from '../../shared/rules/password-rules.ts'
import { canReset, rolesThatCanReset } from '../../shared/rules/role-matrix.ts'
import type { Selection } from '../../shared/users.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Commit, Skip } from '../jobs/run-job.ts'
import type { Actor, Call, Implements } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import { generatePassword } from './generate.ts'
import { createSetPassword, type SetPasswordDeps } from './set-password.ts'

export type PasswordsDeps = SetPasswordDeps & {
  readonly users: Users
  readonly jobs: Jobs
  readonly csvText: (headings: readonly string[], rows: Iterable<readonly string[]>, language: Language) => string
}
export type Passwords = ReturnType<typeof createPasswords>
type ManyOptions = {
  readonly job: string
  readonly style: PasswordStyle
  readonly language: Language
  readonly mustChange: boolean
}

/** Resets, changes and reveals; every new password ends in set-password. */
export function createPasswords(deps: PasswordsDeps) {
  const setPassword = createSetPassword(deps)

  function must(id: number): StoredUser {
    const user = deps.users.stored(id)
    if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return user
  }

  function mustCover(actor: Actor, user: StoredUser): void {
    if (actor.id === user.id) throw new DomainError('OWN_ACCOUNT')
    if (!canReset(actor.roles, user.roles))
      throw new DomainError('NOT_ALLOWED', { roles: rolesThatCanReset(user.roles) })
  }

  function generate(user: StoredUser, style: PasswordStyle, language: Language): string {
    const owner = { ...user.contact, username: user.username, displayName: user.displayName }
    return generatePassword(style, user.language ?? language, deps.policy(), owner)
  }

  const reset: Implements<typeof passwordsContract>['reset'] = async ({ userId, choice, mustChange }, call) => {
    const user = must(userId)
    mustCover(call.actor as Actor, user)
    const isGenerated = choice.kind === 'generate'
    const password = isGenerated ? generate(user, choice.style, choice.language) : choice.password
    const secretId = await setPassword.set({ user, password, kind: 'reset', mustChange, isGenerated }, call)
    return mustTicket(secretId as SecretId)
  }

  /** Why somebody would be left out of a job; the job asks again for each person when it gets there. */
  function exclusion(actor: Actor, user: StoredUser | null, action: 'reset' | 'requireChange'): ExclusionReason | null {
    if (user === null) return 'gone'
    if (user.id === actor.id) return 'ownAccount'
    if (user.isBlocked) return 'blocked'
    if (!canReset(actor.roles, user.roles)) return 'notAllowed'
    return action === 'requireChange' && !user.hasPassword ? 'noPassword' : null
  }

  function sort(selection: Selection, action: 'reset' | 'requireChange', actor: Actor) {
    const included: UserId[] = []
    const excluded = new Map<
      ExclusionReason,
      { count: number; people: { id: UserId; username: string; displayName: string }[] }
    >()
    for (const found of deps.users.resolve(selection)) {
      const { id, username, displayName, isBlocked, hasPassword } = found
      const facts = { id, isBlocked, hasPassword, roles: found.roleBits === 0 ? [] : must(id).roles }
      const reason = exclusion(actor, facts as unknown as StoredUser, action)
      if (reason === null) included.push(id)
      else {
        const group = excluded.get(reason) ?? { count: 0, people: [] }
        group.count += 1
        if (group.people.length < 100) group.people.push({ id, username, displayName })
        excluded.set(reason, group)
      }
    }
    return { included, excluded: [...excluded].map(([reason, group]) => ({ reason, ...group })) }
  }

  function startMany(kind: 'resetPasswords' | 'requireChange', selection: Selection, options: object, call: Call) {
    const actor = call.actor as Actor
    const { included } = sort(selection, kind === 'requireChange' ? 'requireChange' : 'reset', actor)
    if (included.length === 0) throw new DomainError('NOTHING_SELECTED')
    return { jobId: deps.jobs.create(kind, options, included, { ...call, actor }) }
  }

  /** One person of a job. The checks run again in the transaction, because a job may be hours old. */
  async function prepareItem(userId: UserId, call: Call, options: ManyOptions | null): Promise<Commit | Skip> {
    const action = options === null ? 'requireChange' : 'reset'
    const skip = () => exclusion(call.actor as Actor, deps.users.stored(userId), action)
    const reason = skip()
    if (reason !== null) return { skip: reason }
    const unlessSkipped = (commit: () => { secretId: string | null }): Commit => {
      return () => {
        const late = skip()
        return late === null ? commit() : { skip: late }
      }
    }
    const user = must(userId)
    if (options === null) return unlessSkipped(() => requireChangeOf(must(userId), call))
    const password = generate(user, options.style, options.language)
    const { mustChange } = options
    const prepared = await setPassword.prepare({ user, password, kind: 'reset', mustChange, isGenerated: true })
    return unlessSkipped(() => ({ secretId: setPassword.commit(prepared, call, { job: options.job }) }))
  }

  function requireChangeOf(user: StoredUser, call: Call) {
    deps.target.requireChange(user.id)
    deps.audit.append({ action: 'Set force change user password.', target: { id: user.id, name: user.username } }, call)
    return { secretId: null }
  }

  deps.jobs.register('resetPasswords', (options, job) => {
    const parsed = { ...(JSON.parse(options) as Omit<ManyOptions, 'job'>), job }
    return { prepare: (id, call) => prepareItem(id, call, parsed) }
  })
  deps.jobs.register('requireChange', () => ({ prepare: (id, call) => prepareItem(id, call, null) }))

  function mustTicket(secretId: SecretId) {
    const ticket = deps.secrets.ticket(secretId)
    if (ticket === null) throw new DomainError('SECRET_GONE')
    const { id, username, displayName } = must(ticket.userId)
    return { secretId: ticket.secretId, userId: id, username, displayName, lapsesAt: ticket.lapsesAt }
  }

  /** Reads one password after checking that this admin may know it. */
  function open(secretId: SecretId, actor: Actor): Revealed {
    const ticket = mustTicket(secretId)
    const user = must(ticket.userId)
    mustCover(actor, user)
    const password = deps.secrets.read(secretId)
    if (password === null) throw new DomainError('SECRET_GONE')
    return { ...ticket, password, language: user.language }
  }

  function reveal({ secretIds }: { secretIds: readonly SecretId[] }, call: Call) {
    return deps.db.transaction(() => {
      const passwords = secretIds.map((id) => open(id, call.actor as Actor))
      for (const { userId, username } of passwords) {
        deps.audit.append({ action: 'Reveal password.', target: { id: userId, name: username } }, call)
      }
      return { passwords }
    })
  }

  function exportResults({ jobId, language }: { jobId: string; language: Language }, call: Call) {
    const rows: string[][] = []
    return deps.db.transaction(() => {
      for (const item of deps.jobs.allItems(jobId)) {
        const password = item.secretId === null ? '' : open(item.secretId, call.actor as Actor).password
        const until = item.lapsesAt === null ? '' : new Date(item.lapsesAt).toISOString()
        rows.push([item.username, item.displayName, password, until, item.outcome, item.reason ?? ''])
        if (item.secretId === null) continue
        const target = { id: item.userId, name: item.username }
        deps.audit.append({ action: 'Export passwords.', target, detail: { job: jobId } }, call)
      }
      const csv = deps.csvText(
        ['User name', 'Display name', 'Password', 'Change before (UTC)', 'Outcome', 'Reason'],
        rows,
        language,
      )
      return {
        fileName: `keydesk-passwords-${new Date(deps.now()).toISOString().slice(0, 10)}.csv`,
        csv,
        count: rows.length,
      }
    })
  }

  async function change(newPassword: string, call: Call): Promise<Record<never, never>> {
    const user = must((call.actor as Actor).id)
    await setPassword.set({ user, password: newPassword, kind: 'change', mustChange: false, isGenerated: false }, call)
    return {}
  }

  const service: Implements<typeof passwordsContract> = {
    policy: () => deps.policy(),
    reset,
    previewMany: ({ selection, action }, call) => {
      const { included, excluded } = sort(selection, action, call.actor as Actor)
      return { count: included.length, excluded }
    },
    resetMany: ({ selection, ...options }, call) => {
      // An impossible style is refused here, once, and not a thousand times in the job.
      generate(must((call.actor as Actor).id), options.style, options.language)
      return startMany('resetPasswords', selection, options, call)
    },
    requireChange: ({ selection }, call) => startMany('requireChange', selection, {}, call),
    reveal,
    ticketOf: ({ userId }, call) => {
      mustCover(call.actor as Actor, must(userId))
      const ticket = deps.secrets.ticketOf(userId)
      return { ticket: ticket && mustTicket(ticket.secretId) }
    },
    exportResults,
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
  return {
    ...service,
    /** For the door's clipboard: the password of a ticket, with its own audit entry. */
    openForCopy: (secretId: SecretId, call: Call): string =>
      deps.db.transaction(() => {
        const { userId, username, password } = open(secretId, call.actor as Actor)
        deps.audit.append({ action: 'Copy password.', target: { id: userId, name: username } }, call)
        return password
      }),
  }
}
