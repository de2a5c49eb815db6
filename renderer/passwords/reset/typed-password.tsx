import { useQuery } from '@tanstack/react-query'
import type { UserId } from '../../../shared/ids.ts'
import { api, errorCodeOf } from '../../base/api.ts'
import { useSettings } from '../../base/session.ts'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { PasswordRules } from '../../own/password/password-rules.tsx'
import { PasswordField } from '../../ui/password-field.tsx'

type Person = { readonly id: UserId; readonly displayName: string; readonly username: string }

/** The rules for the password of one person. Read when the panel opens, because rules that arrive later would move everything below them. */
export function useTypedRules(person: Person) {
  const { organisation } = useSettings()
  const { data: policy } = useQuery(api.passwords.policy.queryOptions({ input: { userId: person.id } }))
  const { data: details } = useQuery(api.users.get.queryOptions({ input: { id: person.id } }))
  const { firstName = '', lastName = '' } = details?.contact ?? {}
  const owner = { username: person.username, displayName: person.displayName, firstName, lastName }
  return policy && { policy, owner, organisation }
}

export type TypedPasswordProps = {
  readonly rules: ReturnType<typeof useTypedRules>
  readonly password: string
  readonly onChange: (password: string) => void
  readonly error: unknown
  readonly isMissing: boolean
}

/** The field for a password that the admin types, with the rules for this person checked while typing. */
export function TypedPassword({ rules, password, onChange, error, isMissing }: TypedPasswordProps) {
  const { t } = useWords()
  const errorText = useErrorText()
  const refusal = errorCodeOf(error) === 'POLICY_BROKEN' ? errorText(error) : undefined
  return (
    <>
      <PasswordField
        label={t('passwords.password')}
        value={password}
        onChange={onChange}
        autoComplete="new-password"
        error={isMissing ? t('passwords.passwordMissing') : refusal}
        hasFocus
      />
      {rules && <PasswordRules {...rules} password={password} isReset />}
    </>
  )
}
