import { Field, Switch } from '@fluentui/react-components'
import type { UserDetails } from '../../../shared/users.ts'
import { client } from '../../base/api.ts'
import { useWords, type Words } from '../../base/words/words.ts'
import type { EditableState } from '../use-editable.ts'
import type { useUserAction } from '../use-user-action.ts'

type NeverExpiresProps = {
  readonly user: UserDetails
  readonly editable: EditableState
  readonly whyNot: string | null
  readonly action: ReturnType<typeof useUserAction>
}

/** Why the directory of somebody does not let a password never expire; null where it does, and for people of Keydesk's own. */
function whyExpires(state: EditableState, directory: string | null, { t }: Words): string | null {
  if (state.kind === 'everything') return null
  if (state.kind !== 'known') return t('users.notAsked')
  const { neverExpires } = state.editable
  if (neverExpires === null) return null
  return neverExpires === 'noRight' ? t('users.bars.noRight') : t('users.neverExpiresThere', { name: directory ?? '' })
}

/**
 * The switch that keeps one person's password from expiring, whatever the policy says; a required change still applies, except in a directory
 * that asks for none then.
 */
export function NeverExpires({ user, editable, whyNot: noRole, action }: NeverExpiresProps) {
  const { id, displayName, neverExpires, directory } = user
  const words = useWords()
  const { t } = words
  const whyNot = noRole ?? whyExpires(editable, directory, words)
  const isVoid = directory === null ? undefined : t('users.neverExpiresVoid', { name: directory })
  const set = (isOn: boolean) =>
    action.run(() => client.users.setNeverExpires({ id, isOn }), t('users.saved', { name: displayName }))
  return (
    <Field hint={whyNot ?? isVoid}>
      <Switch
        label={t('users.neverExpires')}
        checked={neverExpires}
        disabled={whyNot !== null || action.isBusy}
        onChange={(_, data) => void set(data.checked)}
      />
    </Field>
  )
}
