import { type DomainError, isDomainError } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { defaultLanguage, type Language } from '../../shared/languages.ts'
import type { PasswordStyle } from '../../shared/passwords.ts'
import { isDirectoryAway } from '../../shared/rules/directory/directory-faults.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Call } from '../rpc/call.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { SetPassword } from './set-password.ts'

export type LapsesDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly rowsOfUser: RowsOfUser
  readonly stored: (id: number) => StoredUser | null
  readonly credentialVersion: (id: number) => string | null
  readonly generate: (user: StoredUser, style: PasswordStyle, language: Language) => Promise<string>
  readonly setPassword: Pick<SetPassword, 'set'>
  /** The instant up to which time has certainly come: a password that was set can't be taken back. */
  readonly erasableUntil: () => number
}

/** How many people are done in one run, so that others get at the directory in between. */
const atOnce = 200
const byKeydesk: Call = { actor: null, door: 'keydesk', token: null, isLocked: false, isConfirmed: false }
const nothingElse = () => {}

/**
 * Ends temporary passwords in directories, which know nothing of Keydesk's time limit: once it is over, the directory is given a password that
 * nobody knows. Run again and again; a directory that is away is asked the next time.
 */
export function createLapses(deps: LapsesDeps) {
  const { db } = deps
  deps.rowsOfUser.goWithDeletion('lapsed_there')
  const due = db.sql
    .prepare<[number, number], UserId>(
      `SELECT id FROM users u WHERE directory_id IS NOT NULL AND is_temporary = 1 AND lapses_at <= ? AND deleted_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM lapsed_there l WHERE l.user_id = u.id AND l.version = u.credential_version)
       ORDER BY lapses_at LIMIT ?`,
    )
    .pluck()
  const done = db.sql.prepare(
    `INSERT INTO lapsed_there (user_id, version) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET version = excluded.version`,
  )

  async function end(id: UserId): Promise<void> {
    const user = deps.stored(id)
    if (user === null) return
    const { lapsesAt } = user
    const version = deps.credentialVersion(id)
    const password = await deps.generate(user, 'strong', defaultLanguage)
    // Somebody may have been given another one meanwhile.
    const check = () => deps.credentialVersion(id) === version && deps.stored(id)?.lapsesAt === lapsesAt
    const request = { user, password, kind: 'reset', mustChange: true, isGenerated: true, isForNobody: true } as const
    const detail = { lapsed: 'true' }
    await deps.setPassword.set({ ...request, lapsesAt, check, detail }, byKeydesk, nothingElse)
    db.transaction(() => void done.run(id, deps.credentialVersion(id) ?? ''))
  }

  /** What a directory refuses once it refuses again: it is written down, and left to the admins. */
  function leave(id: UserId, { code }: DomainError): void {
    const name = deps.stored(id)?.username ?? ''
    db.transaction(() => {
      done.run(id, deps.credentialVersion(id) ?? '')
      deps.audit.append(
        {
          action: 'Reset user password.',
          target: { id, name },
          result: 'failure',
          reason: code,
          detail: { lapsed: 'true' },
        },
        byKeydesk,
      )
    })
  }

  async function run(): Promise<void> {
    for (const id of due.all(deps.erasableUntil(), atOnce)) {
      try {
        await end(id)
      } catch (error) {
        if (!isDomainError(error) || isDomainError(error, 'VAULT_LOCKED')) throw error
        if (!isDirectoryAway(error)) leave(id, error)
      }
    }
  }

  let running: Promise<void> | null = null
  /** One run at a time, because a slow directory may take longer than the next one waits. */
  return (): Promise<void> => {
    running ??= run().finally(() => {
      running = null
    })
    return running
  }
}
