import type { Mail } from '../mail/mail.ts'
import type { StoredUser } from '../users/users-store.ts'

/** The second factor that somebody has registered; another slice keeps it. */
export type FactorPort = {
  /** True for somebody who is asked for a second factor after the password. */
  readonly isNeeded: (user: Pick<StoredUser, 'id' | 'roles'>) => boolean
  /** Uses a code up, inside the caller's transaction; null for one that is wrong or was used before. */
  readonly prove: (userId: number, typed: string) => 'authenticator' | 'recoveryCode' | null
  /** True for somebody who may set an authenticator app up. */
  readonly canRegister: (user: Pick<StoredUser, 'roles'>) => boolean
  readonly codesLeft: (userId: number) => number
}

/** The outbox: mail is stored inside the caller's transaction and sent later, so that no request waits for a mail server. */
export type MailPort = Pick<Mail, 'isOn' | 'takes' | 'queue' | 'queueDecoy'>
