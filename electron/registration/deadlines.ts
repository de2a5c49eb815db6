import type { UserId } from '../../shared/ids.ts'
import { isWithinReach } from '../../shared/rules/self-service.ts'
import type { Sql } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Capabilities } from './capabilities.ts'
import type { FactorPort, MailPort } from './proofs.ts'

export type DeadlinesDeps = {
  readonly sql: Sql
  readonly capabilities: Capabilities
  readonly factor: Pick<FactorPort, 'canRegister'>
  readonly mail: Pick<MailPort, 'isOn'>
  readonly stored: (id: number) => StoredUser | null
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
  readonly now: () => number
}
export type Deadlines = ReturnType<typeof createDeadlines>

type Row = { asked_at: number | null; confirmed_at: number | null }
const day = 86_400_000

/** Until when somebody may put off registering methods, and when these are to be reviewed; instants are milliseconds UTC. */
export function createDeadlines(deps: DeadlinesDeps) {
  const { sql, capabilities, factor, mail, stored, now } = deps
  const get = sql.prepare<[number], Row>('SELECT asked_at, confirmed_at FROM registrations WHERE user_id = ?')
  const asked = sql.prepare(
    `INSERT INTO registrations VALUES (@id, @now, NULL) ON CONFLICT (user_id) DO UPDATE SET asked_at = coalesce(asked_at, @now)`,
  )
  const confirmed = sql.prepare(
    `INSERT INTO registrations VALUES (@id, NULL, @now) ON CONFLICT (user_id) DO UPDATE SET confirmed_at = @now`,
  )
  const { policy } = capabilities

  /** People are not asked for methods that only an admin could give them. */
  function isAsked(user: StoredUser): boolean {
    if (!policy().isRegistrationRequired) return false
    const capability = capabilities.of(user)
    if (!capability.isEnabled || capability.isRegistered) return false
    const means = { canUseApp: factor.canRegister(user), isMailOn: mail.isOn() }
    return isWithinReach(capability, capabilities.registeredOf(user), means)
  }

  /** The time runs from the first sign-in at which the person is asked, so that nobody is late before they could know. */
  function registrationEnd(user: StoredUser): number | null {
    if (!isAsked(user)) return null
    if ((get.get(user.id)?.asked_at ?? null) === null) asked.run({ id: user.id, now: now() })
    return (get.get(user.id)?.asked_at ?? now()) + policy().graceDays * day
  }

  /** Records that the registered methods were just confirmed; inside the caller's transaction. */
  const confirm = (id: number): void => void confirmed.run({ id, now: now() })

  deps.rowsOfUser.goWithDeletion('registrations')
  deps.events.on('methodsChanged', ({ userId, change }) => {
    if (change !== 'appRemoved') confirm(userId)
  })
  // The time in which registration may be put off begins with the first sign-in.
  deps.events.on('signedIn', ({ userId }) => {
    const user = policy().isRegistrationRequired ? stored(userId) : null
    if (user !== null) registrationEnd(user)
  })

  return {
    registrationEnd,
    /**
     * True for somebody who has put off registering methods for too long. Asked at every call, so that the one stored row decides for nearly
     * everybody, without further computation.
     */
    owesMethods: (userId: UserId): boolean => {
      const { isRegistrationRequired, graceDays } = policy()
      if (!isRegistrationRequired) return false
      const askedAt = get.get(userId)?.asked_at ?? null
      if (askedAt === null || now() < askedAt + graceDays * day) return false
      const user = stored(userId)
      return user !== null && isAsked(user)
    },
    isReconfirmDue: (user: StoredUser): boolean => {
      const { reconfirmDays } = policy()
      const { isEnabled, isRegistered } = capabilities.of(user)
      const since = get.get(user.id)?.confirmed_at ?? user.createdAt
      return isEnabled && isRegistered && reconfirmDays > 0 && now() - since >= reconfirmDays * day
    },
    confirmed: confirm,
  }
}
