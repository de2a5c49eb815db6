import { Body1, Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import { type FormEvent, useRef } from 'react'
import { errorCodeOf } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { StyleChoice } from '../style-choice.tsx'
import { canBeRequired, MustChangeThere, UnlockThere } from './reset-there.tsx'
import { TypedPassword, useTypedRules } from './typed-password.tsx'
import type { useResetOne } from './use-reset-one.ts'
import { useScrollTo } from './use-scroll-to.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  name: { overflowWrap: 'anywhere' },
  source: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingInlineStart: tokens.spacingHorizontalXXXL,
  },
})

export type ResetFormProps = {
  readonly id: string
  readonly person: NonNullable<Chosen['single']>
  readonly reset: ReturnType<typeof useResetOne>
}

/** The form for the new password of one person. */
export function ResetForm({ id, person, reset }: ResetFormProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { choice, change, error } = reset
  const rules = useTypedRules(person)
  const there = rules?.policy.there
  const submit = (event: FormEvent) => {
    event.preventDefault()
    reset.submit(canBeRequired(there))
  }
  const source = useRef<HTMLDivElement>(null)
  const end = useRef<HTMLDivElement>(null)
  const isShownAtField = !choice.isGenerated && errorCodeOf(error) === 'POLICY_BROKEN'
  useScrollTo(isShownAtField ? source : end, error)
  return (
    <form id={id} className={styles.form} onSubmit={submit}>
      <Body1 className={styles.name}>
        <strong>{person.displayName}</strong> ({person.username})
      </Body1>
      {person.isProtected === true && <Body1>{t('passwords.protected')}</Body1>}
      <Checkbox
        label={t('passwords.autoCreate')}
        checked={choice.isGenerated}
        onChange={(_, data) => change({ isGenerated: data.checked === true })}
      />
      <div ref={source} className={styles.source}>
        <PasswordSource rules={rules} reset={reset} />
      </div>
      <MustChangeThere
        there={there}
        label={t('passwords.mustChangeOne')}
        isChecked={choice.mustChange}
        onChange={(mustChange) => change({ mustChange })}
      />
      <UnlockThere there={there} />
      {rules?.policy.directory?.isAway === true && <Body1>{t('passwords.directoryAway')}</Body1>}
      <div ref={end}>{!isShownAtField && <ErrorBar error={error} />}</div>
    </form>
  )
}

type PasswordSourceProps = Pick<ResetFormProps, 'reset'> & { readonly rules: ReturnType<typeof useTypedRules> }

/** Whether the password is generated in a chosen style or typed by the admin. */
function PasswordSource({ rules, reset: { choice, change, error, isMissing } }: PasswordSourceProps) {
  const { t } = useWords()
  if (!choice.isGenerated) {
    return (
      <TypedPassword
        rules={rules}
        password={choice.password}
        onChange={(password) => change({ password })}
        error={error}
        isMissing={isMissing}
      />
    )
  }
  return (
    <>
      <StyleChoice style={choice.style} onChange={(style) => change({ style })} />
      <Checkbox
        label={t('passwords.copyIt')}
        checked={choice.isCopyWanted}
        onChange={(_, data) => change({ isCopyWanted: data.checked === true })}
      />
    </>
  )
}
