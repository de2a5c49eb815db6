import type { AuditAction } from '../../shared/audit-action.ts'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import { createWords, type Translate } from '../../shared/i18n/i18n.ts'
import { reasonText } from '../../shared/i18n/job-reason.ts'
import type { SecretId, UserId } from '../../shared/ids.ts'
import type { JobItem } from '../../shared/jobs.ts'
import type { Revealed, SecretTicket } from '../../shared/passwords.ts'
import { type CsvSeparator, type FileWords, separatorOf } from '../../shared/rules/files/csv-line.ts'
import { isApprover } from '../../shared/rules/two-person.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Actor, SignedInCall } from '../rpc/call.ts'
import type { Values } from '../settings/values.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Secrets } from '../vault/secrets.ts'
import type { Knowers } from './knowers.ts'
import { mustCover, mustUser } from './targets.ts'

/** Where passwords are shown only once: how long one stays readable after the first time, so that it can also be copied and printed. */
const onceMilliseconds = 120_000

export type CsvText = (
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
  separator: CsvSeparator,
) => string
export type RevealDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly users: Users
  readonly jobs: Jobs
  readonly secrets: Secrets
  readonly knowers: Knowers
  readonly values: Values
  readonly csvText: CsvText
  readonly now: () => number
}

/** Everything that reads a password back from the vault; each password read is one audit entry in the same transaction. */
export function createReveal(deps: RevealDeps) {
  function mustTicket(secretId: SecretId): SecretTicket {
    const ticket = deps.secrets.ticket(secretId)
    if (ticket === null) throw new DomainError('SECRET_GONE')
    const { id, username, displayName, isTemporary, lapsesAt } = mustUser(deps.users, ticket.userId)
    const until = isTemporary ? lapsesAt : ticket.lapsesAt
    return { secretId: ticket.secretId, userId: id, username, displayName, lapsesAt: until }
  }

  /** Under the two-person rule the approval was for the admin who asked: any other reader of an approver's password could become an approver alone. */
  function isKeptFrom(actor: Actor, user: StoredUser, madeBy: number | null): boolean {
    return deps.values.policies().signIn.twoPerson.isOn && isApprover(user.roles) && madeBy !== actor.id
  }

  /** Reading a password needs the same rights as making one, because the reader of an admin's password can become that admin. */
  function mustMayRead(user: StoredUser, madeBy: number | null, call: SignedInCall): void {
    const actor = call.actor
    mustCover(actor, user)
    if (isKeptFrom(actor, user, madeBy)) throw new DomainError('SECRET_OF_ASKER')
  }

  /** The ticket and person of a readable password; throws for callers who may not read it. */
  function mustBeReadable(secretId: SecretId, call: SignedInCall) {
    const ticket = mustTicket(secretId)
    const user = mustUser(deps.users, ticket.userId)
    mustMayRead(user, deps.secrets.ticket(secretId)?.madeBy ?? null, call)
    return { ticket, user }
  }

  function open(secretId: SecretId, action: AuditAction, call: SignedInCall, detail = {}): Revealed {
    const { ticket, user } = mustBeReadable(secretId, call)
    const password = deps.secrets.read(secretId)
    // The password was there a moment ago, in this transaction, so that one that does not open is damaged.
    if (password === null) throw new DomainError('SECRET_DAMAGED', { names: [user.username] })
    deps.knowers.add(user.id, call.actor)
    deps.audit.append({ action, target: { id: user.id, name: user.username }, detail }, call)
    if (deps.values.read().temporaryKeep === 'once') deps.secrets.forgetAfter(secretId, onceMilliseconds)
    return { ...ticket, password, language: deps.values.languageOf(user) }
  }

  /** One line of the results; the cell of a password that this admin may not read, or that is gone, is empty and gives the reason. */
  function line(item: JobItem, jobId: string, t: Translate, call: SignedInCall): readonly string[] {
    const cells = (password: string, reason: string | null) => {
      const until = password === '' || item.lapsesAt === null ? '' : new Date(item.lapsesAt).toISOString()
      const outcome = t(`exports.outcomes.${item.outcome}`)
      return [item.username, item.displayName, password, until, outcome, reasonText(t, reason)]
    }
    if (item.secretId === null) return cells('', item.reason)
    try {
      return cells(open(item.secretId, 'Export passwords.', call, { job: jobId }).password, null)
    } catch (error) {
      if (isDomainError(error)) return cells('', error.code)
      throw error
    }
  }

  return {
    reveal: (secretIds: readonly SecretId[], call: SignedInCall) =>
      deps.db.transaction(() => {
        const damaged: string[] = []
        const passwords = secretIds.flatMap((id) => {
          try {
            return [open(id, 'Reveal password.', call)]
          } catch (error) {
            // In a list a damaged password must not hide the others.
            if (secretIds.length === 1 || !isDomainError(error, 'SECRET_DAMAGED')) throw error
            damaged.push(...error.data.names)
            return []
          }
        })
        return { passwords, damaged }
      }),
    ticketOf: (userId: UserId, call: SignedInCall) => {
      const actor = call.actor
      const user = mustUser(deps.users, userId)
      mustCover(actor, user)
      const ticket = deps.secrets.ticketOf(userId)
      const isReadable = ticket !== null && !isKeptFrom(actor, user, ticket.madeBy)
      return { ticket: isReadable ? mustTicket(ticket.secretId) : null }
    },
    mustTicket,
    mustBeReadable,
    /** Opens a password for the clipboard of the door. */
    openForCopy: (secretId: SecretId, call: SignedInCall): string =>
      deps.db.transaction(() => open(secretId, 'Copy password.', call).password),
    exportResults: (jobId: string, words: FileWords, call: SignedInCall) =>
      deps.db.transaction(() => {
        const { t } = createWords(words.language)
        const rows = [...deps.jobs.allItems(jobId)].map((item) => line(item, jobId, t, call))
        const headings = ['username', 'displayName', 'password', 'changeBefore', 'outcome', 'reason'] as const
        const csv = deps.csvText(
          headings.map((name) => t(`exports.${name}`)),
          rows,
          separatorOf(words),
        )
        const day = new Date(deps.now()).toISOString().slice(0, 10)
        return { fileName: `keydesk-${t('exports.files.passwords')}-${day}.csv`, csv, count: rows.length }
      }),
  }
}
