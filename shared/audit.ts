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

export const auditVerdict = z.strictObject({
  entries: z.number().int(),
  isIntact: z.boolean(),
  /** The first entry that does not fit; null when intact. */
  brokenEntry: z.number().int().nullable(),
  fault: z.enum(['changed', 'missing', 'cutOff']).nullable(),
})
export type AuditVerdict = z.infer<typeof auditVerdict>

export const auditContract = {
  /** Newest first. */
  list: operation(
    { access: 'admin', permission: 'audit.read', isPassive: true },
    z.strictObject({ filter: auditFilter, ...page }),
    z.strictObject({ entries: z.array(auditEntry).readonly(), total: z.number().int() }),
  ),
  verify: operation({ access: 'admin', permission: 'audit.read' }, z.strictObject({}), auditVerdict),
  exportFile: operation(
    { access: 'admin', permission: 'audit.read', audit: ['Export audit log.'], mustConfirm: true },
    z.strictObject({ filter: auditFilter, language }),
    z.strictObject({ fileName: z.string(), csv: z.string(), count: z.number().int() }),
  ),
}
