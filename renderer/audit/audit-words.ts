import type { TFunction } from 'i18next'
import type { AuditVerdict } from '../../shared/audit.ts'

/** What Verify found, in one sentence. */
export function verdictText(t: TFunction, { isIntact, entries, brokenEntry, fault }: AuditVerdict): string {
  if (isIntact || fault === null) return t('audit.intact', { count: entries })
  return t(`audit.faults.${fault}`, { entry: brokenEntry ?? entries })
}
