import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled, CircleRegular } from '@fluentui/react-icons'
import type { PasswordRuleName } from '../../shared/errors.ts'
import {
  checkPassword,
  type PasswordOwner,
  type PasswordPolicy,
  type PasswordVerdict,
} from '../../shared/rules/password-rules.ts'
import { useWords } from '../app/words.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  rule: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase400, color: tokens.colorNeutralForeground3 },
  kept: { color: tokens.colorPaletteGreenForeground1 },
})

export type PasswordRulesProps = {
  readonly policy: PasswordPolicy
  readonly owner: PasswordOwner
  readonly password: string
}

/** The numbers that a rule's words need, from the policy in force. */
function countOf(rule: PasswordRuleName, policy: PasswordPolicy): number {
  switch (rule) {
    case 'length':
      return policy.minimumLength
    case 'maximumLength':
      return policy.maximumLength
    case 'classes':
      return policy.minimumClasses
    case 'repeats':
      return policy.maximumRepeats
    default:
      return 0
  }
}

/** Whether a rule is worth a line: the policy asks for it, and nearly everybody keeps the upper limits without reading of them. */
function isShown({ rule, isKept }: PasswordVerdict, policy: PasswordPolicy): boolean {
  switch (rule) {
    case 'maximumLength':
    case 'characters':
      return !isKept
    case 'classes':
      return policy.minimumClasses > 1
    case 'repeats':
      return policy.maximumRepeats > 0
    case 'name':
      return policy.isNameRefused
    default:
      return true
  }
}

/** The rules for a password, ticked while somebody types; the service decides in the end. */
export function PasswordRules({ policy, owner, password }: PasswordRulesProps) {
  const { t } = useWords()
  const styles = useStyles()
  const verdicts = checkPassword(password, policy, owner).filter((verdict) => isShown(verdict, policy))
  return (
    <ul className={styles.list} aria-label={t('ui.passwordRules')}>
      {verdicts.map(({ rule, isKept }) => {
        const isTicked = isKept && password !== ''
        return (
          <li key={rule} className={styles.rule}>
            {isTicked ? (
              <CheckmarkCircleFilled className={mergeClasses(styles.icon, styles.kept)} aria-label={t('ui.ruleKept')} />
            ) : (
              <CircleRegular className={styles.icon} aria-label={t('ui.ruleBroken')} />
            )}
            {t(`ticks.${rule}`, { count: countOf(rule, policy) })}
          </li>
        )
      })}
    </ul>
  )
}
