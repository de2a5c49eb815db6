import type { PasswordRuleName } from '../../../shared/errors.ts'
import type { PasswordOwner } from '../../../shared/rules/password-rules.ts'
import { checkProtected, type LiveProtection } from '../../../shared/rules/protection.ts'
import { RuleList } from './rule-list.tsx'

/** A password that the service has refused, and by which rules, because the service knows more about the person than the page does. */
export type RefusedPassword = { readonly password: string; readonly rules: readonly PasswordRuleName[] }

export type PasswordRulesProps = {
  readonly policy: LiveProtection
  readonly owner: PasswordOwner
  readonly organisation: string
  readonly password: string
  readonly refused?: RefusedPassword | null
  readonly isReset?: boolean
}

/** The rules for a password, checked while somebody types; the service decides. */
export function PasswordRules({ policy, owner, organisation, password, refused, isReset = false }: PasswordRulesProps) {
  const verdicts = checkProtected(password, policy, owner, organisation)
  const broken = refused?.password === password ? refused.rules : []
  const known = verdicts.map((one) => ({ ...one, isKept: one.isKept && !broken.includes(one.rule) }))
  return <RuleList verdicts={known} policy={policy} isTyped={password !== ''} isReset={isReset} />
}
