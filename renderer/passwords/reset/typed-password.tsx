import { useQuery } from '@tanstack/react-query'
import type { UserId } from '../../../shared/ids.ts'
import { api, errorCodeOf } from '../../base/api.ts'
import { useSettings } from '../../base/session.ts'
import { useErrorText } from '../../base/words/errors.ts'
import { useWords } from '../../base/words/words.ts'
import { PasswordRules } from '../../own/password/password-rules.tsx'
import { PasswordField } from '../../ui/password-field.tsx'

export type TypedPasswordProps = {
  readonly person: { readonly id: UserId; readonly displayName: string; readonly username: string }
  readonly password: string
  readonly onChange: (password: string) => void
  readonly error: unknown
  readonly isMissing: boolean
}

/** The field for a password that the admin makes up, with the rules of this person ticked while typing. */
export function TypedPassword({ person, password, onChange, error, isMissing }: TypedPasswordProps) {
  const { t } = useWords()
  const errorText = useErrorText()
  const { organisation } = useSettings()
  const policy = useQuery(api.passwords.policy.queryOptions({ input: { userId: person.id } }))
  const details = useQuery(api.users.get.queryOptions({ input: { id: person.id } }))
  const { firstName = '', lastName = '' } = details.data?.contact ?? {}
  const owner = { username: person.username, displayName: person.displayName, firstName, lastName }
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
      {policy.data && (
        <PasswordRules policy={policy.data} owner={owner} organisation={organisation} password={password} />
      )}
    </>
  )
}
