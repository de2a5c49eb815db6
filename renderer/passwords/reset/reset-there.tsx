import { Checkbox, Field, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { ResetThere } from '../../../shared/passwords.ts'
import { useSettings } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { MustChange, type MustChangeProps } from './must-change.tsx'

/** True where a directory makes the person change the new password, or may do so. */
export const canBeRequired = (there: ResetThere | undefined): boolean =>
  there === undefined || there.requireChange === 'yes' || there.requireChange === 'unknown'

export type MustChangeThereProps = MustChangeProps & { readonly there: ResetThere | undefined }

/** The checkbox that requires a change; where the person's directory can't do that, what it means and what can be done instead. */
export function MustChangeThere({ there, ...box }: MustChangeThereProps) {
  const { t } = useWords()
  const { isMustChangeFixed } = useSettings()
  if (there === undefined || canBeRequired(there)) return <MustChange {...box} />
  const why = there.requireChange === 'neverExpires' ? 'neverExpires' : 'noPolicy'
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {t(`passwords.cantRequire.${why}`)} {isMustChangeFixed && t('passwords.cantRequire.fixed')}
      </MessageBarBody>
    </MessageBar>
  )
}

/** For somebody whom the directory has locked: a reset ends that, whether it is wanted or not. */
export function UnlockThere({ there }: { readonly there: ResetThere | undefined }) {
  const { t } = useWords()
  if (there === undefined || !there.isLocked) return null
  return (
    <Field hint={t('passwords.unlockAlways')}>
      <Checkbox label={t('passwords.unlockThere')} checked disabled />
    </Field>
  )
}
