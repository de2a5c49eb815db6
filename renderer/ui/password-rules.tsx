import type { PasswordOwner } from '../../shared/rules/password-rules.ts'
import { checkProtected, type LiveProtection, type ProtectionVerdict } from '../../shared/rules/protection.ts'
import { RuleList } from './rule-list.tsx'

export type PasswordRulesProps = {
  readonly policy: LiveProtection
  readonly owner: PasswordOwner
  readonly organisation: string
  readonly password: string
}

/** The banned words are one of the rules before anything is typed, too. */
function verdictsOf({ policy, owner, organisation, password }: PasswordRulesProps): readonly ProtectionVerdict[] {
  const verdicts = checkProtected(password, policy, owner, organisation)
  const hasWords = policy.isShippedListOn || policy.ownTerms.length > 0
  return password === '' && hasWords ? [...verdicts, { rule: 'banned', isKept: true, words: [] }] : verdicts
}

/** The rules for a password, ticked while somebody types; the service decides in the end. */
export function PasswordRules(props: PasswordRulesProps) {
  return <RuleList verdicts={verdictsOf(props)} policy={props.policy} isTyped={props.password !== ''} />
}
