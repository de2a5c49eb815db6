import { z } from 'zod'
import { auditActions } from './audit-action.ts'
import { instant, language, page } from './ids.ts'
import { operation } from './operation.ts'
import { csvSeparator } from './rules/files/csv-line.ts'

export const doorName = z.enum(['desktop', 'browser', 'commandLine', 'portal', 'keydesk'])
export type DoorName = z.infer<typeof doorName>

export const auditEntry = z.strictObject({
  id: z.number().int(),
  at: instant,
  actor: z.string(),
  action: z.enum(auditActions),
  target: z.string(),
  result: z.enum(['success', 'failure']),
  reason: z.string(),
  door: doorName,
  /** Further facts as name and value, never a secret. */
  detail: z.record(z.string(), z.string()),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditFilter = z.strictObject({
  /** Part of the actor's or the target's user name. */
  person: z.string().max(200),
  action: z.enum(auditActions).nullable(),
  from: instant.nullable(),
  until: instant.nullable(),
})
export type AuditFilter = z.infer<typeof auditFilter>
export const everyEntry: AuditFilter = { person: '', action: null, from: null, until: null }

/** What is wrong with the first entry that does not fit the chain. */
export const auditFault = z.enum(['changed', 'missing', 'cutOff'])
export type AuditFault = z.infer<typeof auditFault>

export const auditVerdict = z.strictObject({
  entries: z.number().int(),
  isIntact: z.boolean(),
  /** The first entry that does not fit the chain; null when the log is intact. */
  brokenEntry: z.number().int().nullable(),
  fault: auditFault.nullable(),
})
export type AuditVerdict = z.infer<typeof auditVerdict>

const nothing = z.strictObject({})
const read = { access: 'admin', permission: 'audit.read' } as const
const exportId = z.strictObject({ exportId: z.uuid() })

export const auditContract = {
  /** Entries, newest first. `isMore` is true beyond 10,000 entries about people, which are not counted further: a narrower filter shows the rest. */
  list: operation(
    { ...read, isPassive: true },
    z.strictObject({ filter: auditFilter, ...page }),
    z.strictObject({ entries: z.array(auditEntry).readonly(), total: z.number().int(), isMore: z.boolean() }),
  ),
  /** Checks everything that is in the log at the start; throws STOPPED if somebody stops the check. */
  verify: operation(read, nothing, auditVerdict),
  /** The progress of the running check; null when none is running. */
  verifying: operation(
    { ...read, isPassive: true },
    nothing,
    z.strictObject({ progress: z.strictObject({ done: z.number().int(), total: z.number().int() }).nullable() }),
  ),
  stopVerifying: operation(read, nothing, nothing),
  /** Begins an export of what the filter shows now; it is fetched in pieces, whatever its length. */
  startExport: operation(
    { ...read, audit: ['Export audit log.'], mustConfirm: true },
    z.strictObject({ filter: auditFilter, language, separator: csvSeparator.optional() }),
    exportId.extend({ fileName: z.string(), count: z.number().int() }),
  ),
  /** Fetches the next piece. An export ends when nobody has asked for its next piece for a minute. */
  readExport: operation(
    read,
    exportId,
    z.strictObject({ csv: z.string(), done: z.number().int(), isLast: z.boolean() }),
  ),
  endExport: operation({ ...read, isPassive: true }, exportId, nothing),
}
