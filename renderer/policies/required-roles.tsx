import { Checkbox, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components'
import { useId } from 'react'
import { type RoleName, roleNames } from '../../shared/rules/role-matrix.ts'
import { useWords } from '../base/words/words.ts'
import type { TabProps } from './fields.tsx'

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column' },
  legend: { ...typographyStyles.body1, padding: 0 },
  hint: { color: tokens.colorNeutralForeground3 },
})

/** The roles that may not sign in with a password alone. No Fluent Field around them: it gives all its checkboxes one id. */
export function RequiredRoles({ draft, change, isDisabled }: TabProps) {
  const { t } = useWords()
  const styles = useStyles()
  const hintId = useId()
  const chosen = draft['signIn.secondFactor.requiredRoles']
  const toggle = (role: RoleName, isRequired: boolean) =>
    change({
      'signIn.secondFactor.requiredRoles': roleNames.filter((one) =>
        one === role ? isRequired : chosen.includes(one),
      ),
    })
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
