import type { Language } from '../../shared/ids.ts'
import type { StoredUser } from '../users/users-store.ts'

/** The second factor that somebody registered, in the slice that keeps it. */
export type FactorPort = {
  /** True for somebody who is asked for a second factor after the password. */
  readonly isNeeded: (user: Pick<StoredUser, 'id' | 'roles'>) => boolean
  /** Uses a code up, inside the caller's transaction; null for one that is wrong or was used before. */
  readonly prove: (userId: number, typed: string) => 'authenticator' | 'recoveryCode' | null
  readonly codesLeft: (userId: number) => number
}

export type MailTemplate = 'verificationCode' | 'passwordWasReset' | 'passwordChanged' | 'adminNotice' | 'helpRequest'
export type QueuedMail = {
  readonly to: string
  readonly template: MailTemplate
  readonly language: Language
  readonly data: Readonly<Record<string, string | number>>
  /** Milliseconds UTC after which it would be of no use. */
  readonly expiresAt?: number
}
/** The outbox: mail is written down inside the caller's transaction and sent later, so that nobody waits for a mail server. */
export type MailPort = {
  readonly isOn: () => boolean
  readonly queue: (mail: QueuedMail) => void
}
