import { Field, Switch } from '@fluentui/react-components'
import type { UserDetails } from '../../shared/users.ts'
import { client } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import type { useUserAction } from './use-user-action.ts'

type NeverExpiresProps = {
  readonly user: UserDetails
  readonly whyNot: string | null
  readonly action: ReturnType<typeof useUserAction>
}

/** Keeps one person's password from expiring, whatever the policy says; a forced change still wins. */
export function NeverExpires({ user: { id, displayName, neverExpires }, whyNot, action }: NeverExpiresProps) {
  const { t } = useWords()
  const set = (isOn: boolean) =>
    action.run(() => client.users.setNeverExpires({ id, isOn }), t('users.saved', { name: displayName }))
  return (
    <Field hint={whyNot ?? undefined}>
      <Switch
        label={t('users.neverExpires')}
        checked={neverExpires}
        disabled={whyNot !== null || action.isBusy}
        onChange={(_, data) => void set(data.checked)}
      />
    </Field>
  )
}
