import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import type { PasswordOwner } from '../../shared/rules/password-rules.ts'
import type { LiveProtection } from '../../shared/rules/protection.ts'
import { useWords } from '../base/words/words.ts'
import { PasswordField } from './password-field.tsx'
import { PasswordRules, type RefusedPassword } from './password-rules.tsx'
import type { NewPassword } from './use-new-password.ts'

const useStyles = makeStyles({ rules: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS } })

export type NewPasswordFieldsProps = {
  readonly fields: NewPassword
  /** Undefined while it is fetched, null where it can't be. */
  readonly policy: LiveProtection | null | undefined
  readonly owner: PasswordOwner
  readonly organisation: string
  readonly hasFocus?: boolean
  readonly refused?: RefusedPassword | null
}

/** New password, its rules ticked live, and the same again. */
export function NewPasswordFields({ fields, policy, owner, organisation, hasFocus, refused }: NewPasswordFieldsProps) {
  const { t } = useWords()
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

/** As many as most organisations have, so that nothing below moves when they appear. */
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
