import { DomainError } from '../../shared/errors.ts'
import type { ProtectionVerdict } from '../../shared/rules/protection.ts'

/** The refusal of a password, with the rules it broke and the words that hit. */
export function policyBroken(broken: readonly ProtectionVerdict[]): DomainError<'POLICY_BROKEN'> {
  const words = [...new Set(broken.flatMap((verdict) => verdict.words))]
  return new DomainError('POLICY_BROKEN', { rules: broken.map((verdict) => verdict.rule), words })
}
