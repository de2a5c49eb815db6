import type { AuditAction } from '../../shared/audit-action.ts'
import type { ReportFilter } from '../../shared/registration.ts'
import type { OpenKind } from '../../shared/requests.ts'
import type { UserFilter } from '../../shared/users.ts'

/** Sections of the settings that Home leads to. */
export type HomeSection = 'backup' | 'mail' | 'directories' | 'portal' | 'recoveryKey'

/** The ways from a number to the list behind it; the frame knows the pages. */
export type HomeLinks = {
  readonly people: (filter: Partial<UserFilter>) => void
  readonly requests: (only: OpenKind) => void
  readonly settings: (section: HomeSection) => void
  readonly stuckMails: () => void
  readonly registration: (only: ReportFilter) => void
  /** Entries of the audit log between two local days. */
  readonly audit: (action: AuditAction, from: string, until: string) => void
  readonly addUser: () => void
}
