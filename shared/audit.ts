import { z } from 'zod'
import { auditActions } from './audit-action.ts'
import { instant, language, page } from './ids.ts'
import { operation } from './operation.ts'

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

/** What is wrong with the first entry that does not fit. */
export const auditFault = z.enum(['changed', 'missing', 'cutOff'])
export type AuditFault = z.infer<typeof auditFault>

export const auditVerdict = z.strictObject({
  entries: z.number().int(),
  isIntact: z.boolean(),
  /** The first entry that does not fit; null when intact. */
  brokenEntry: z.number().int().nullable(),
  fault: auditFault.nullable(),
})
export type AuditVerdict = z.infer<typeof auditVerdict>

const nothing = z.strictObject({})
const read = { access: 'admin', permission: 'audit.read' } as const
const exportId = z.strictObject({ exportId: z.uuid() })

export const auditContract = {
  /** Newest first. `isMore`: entries about people are counted up to 10,000; a narrower filter shows what lies beyond. */
  list: operation(
    { ...read, isPassive: true },
    z.strictObject({ filter: auditFilter, ...page }),
    z.strictObject({ entries: z.array(auditEntry).readonly(), total: z.number().int(), isMore: z.boolean() }),
  ),
  /** Answers when everything that stood in the log at its beginning was checked; STOPPED where somebody stopped it. */
  verify: operation(read, nothing, auditVerdict),
  /** How far the check is that runs now; null when none does. */
  verifying: operation(
    { ...read, isPassive: true },
    nothing,
    z.strictObject({ progress: z.strictObject({ done: z.number().int(), total: z.number().int() }).nullable() }),
  ),
  stopVerifying: operation(read, nothing, nothing),
  /** Begins a file of what the filter shows now; it is fetched in pieces, however long it is. */
  startExport: operation(
    { ...read, audit: ['Export audit log.'], mustConfirm: true },
    z.strictObject({ filter: auditFilter, language }),
    exportId.extend({ fileName: z.string(), count: z.number().int() }),
  ),
  /** The next piece. An export of which nobody wants the next piece for a minute is over. */
  readExport: operation(
    read,
    exportId,
    z.strictObject({ csv: z.string(), done: z.number().int(), isLast: z.boolean() }),
  ),
  endExport: operation({ ...read, isPassive: true }, exportId, nothing),
}
