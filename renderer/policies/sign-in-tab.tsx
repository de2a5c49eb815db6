import { Checkbox, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components'
import { useId } from 'react'
import { useController } from 'react-hook-form'
import { type RoleName, roleNames } from '../../shared/rules/role-matrix.ts'
import { useWords } from '../base/words/words.ts'
import { Fields, Heading, NumberField, SwitchField, type TabProps } from './fields.tsx'

/**
 * When the window locks and people must sign in again; what is cleared and hidden, and how long deleted users are kept; what takes two
 * admins, and who needs a second factor.
 */
export function SignInTab(props: TabProps) {
  const { t } = useWords()
  return (
    <Fields>
      <NumberField {...props} path="signIn.idleMinutes" />
      <NumberField {...props} path="signIn.sessionHours" note={t('policies.notes.sessionHours')} />
      <NumberField {...props} path="signIn.clipboardSeconds" />
      <SwitchField {...props} path="signIn.isScreenProtected" note={t('policies.notes.screen')} />
      <NumberField {...props} path="signIn.deletedDays" note={t('policies.notes.deletedDays')} />
      <SwitchField {...props} path="signIn.twoPerson.isOn" note={t('policies.notes.twoPerson')} />
      <Heading>{t('policies.headings.secondFactor')}</Heading>
      <SwitchField {...props} path="signIn.secondFactor.isOffered" note={t('policies.notes.isOffered')} />
      <RequiredRoles {...props} />
    </Fields>
  )
}

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column' },
  legend: { ...typographyStyles.body1, padding: 0 },
  hint: { color: tokens.colorNeutralForeground3 },
})

/** The roles that may not sign in with a password alone. Without Fluent's Field, because that gives all its checkboxes one id. */
function RequiredRoles({ form, isDisabled }: TabProps) {
  const { t } = useWords()
  const styles = useStyles()
  const hintId = useId()
  const { field } = useController({ control: form.control, name: 'signIn.secondFactor.requiredRoles' })
  const chosen = field.value
  const toggle = (role: RoleName, isRequired: boolean) =>
    field.onChange(roleNames.filter((one) => (one === role ? isRequired : chosen.includes(one))))
  return (
    <fieldset className={styles.group} aria-describedby={hintId} disabled={isDisabled}>
      <legend className={styles.legend}>{t('policies.fields.signIn.secondFactor.requiredRoles')}</legend>
      {roleNames.map((role) => (
        <Checkbox
          key={role}
          label={t(`roles.${role}`)}
          checked={chosen.includes(role)}
          disabled={isDisabled}
          onChange={(_, data) => toggle(role, data.checked === true)}
        />
      ))}
      <Text id={hintId} size={200} className={styles.hint}>
        {t('policies.notes.requiredRoles')}
      </Text>
    </fieldset>
  )
}
