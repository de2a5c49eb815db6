import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import type { PasswordOwner } from '../../../shared/rules/password-rules.ts'
import type { LiveProtection } from '../../../shared/rules/protection.ts'
import { useWords } from '../../base/words/words.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { PasswordRules, type RefusedPassword } from './password-rules.tsx'
import type { NewPassword } from './use-new-password.ts'

const useStyles = makeStyles({ rules: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS } })

/** The rules for the person, as a query returns them: undefined while they are read, null where they can't be known. */
export type AskedRules = { readonly data: LiveProtection | null | undefined; readonly error: unknown }

export type NewPasswordFieldsProps = {
  readonly fields: NewPassword
  readonly rules: AskedRules
  readonly owner: PasswordOwner
  readonly organisation: string
  readonly hasFocus?: boolean
  readonly refused?: RefusedPassword | null
}

/** The new password, its rules checked while somebody types, and the password once more. */
export function NewPasswordFields({ fields, rules, owner, organisation, hasFocus, refused }: NewPasswordFieldsProps) {
  const { t } = useWords()
  const policy = rules.error === null ? rules.data : null
  return (
    <>
      <PasswordField
        label={t('sessions.newPassword')}
        value={fields.value}
        onChange={fields.setValue}
        autoComplete="new-password"
        error={fields.valueError}
        hasFocus={hasFocus}
      />
      {policy === undefined && <RulesToCome />}
      {policy && <PasswordRules {...{ policy, owner, organisation, refused }} password={fields.value} />}
      <PasswordField
        label={t('sessions.confirmNewPassword')}
        value={fields.confirmation}
        onChange={fields.setConfirmation}
        autoComplete="new-password"
        error={fields.confirmationError}
      />
    </>
  )
}

/** The rules that most organisations have, shown as placeholders so that nothing below moves when the rules arrive. */
const usualRules = ['length', 'classes', 'names', 'banned'] as const

function RulesToCome() {
  const styles = useStyles()
  return (
    <Skeleton className={styles.rules} aria-hidden>
      {usualRules.map((rule) => (
        <SkeletonItem key={rule} size={16} />
      ))}
    </Skeleton>
  )
}
