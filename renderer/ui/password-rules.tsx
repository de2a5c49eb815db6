import type { PasswordOwner } from '../../shared/rules/password-rules.ts'
import { checkProtected, type LiveProtection } from '../../shared/rules/protection.ts'
import { RuleList } from './rule-list.tsx'

export type PasswordRulesProps = {
  readonly policy: LiveProtection
  readonly owner: PasswordOwner
  readonly organisation: string
  readonly password: string
}

/** The rules for a password, ticked while somebody types; the service decides in the end. */
export function PasswordRules({ policy, owner, organisation, password }: PasswordRulesProps) {
  const verdicts = checkProtected(password, policy, owner, organisation)
  return <RuleList verdicts={verdicts} policy={policy} isTyped={password !== ''} />
}
