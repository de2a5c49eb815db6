import { Checkbox, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components'
import { Fragment, type ReactNode, useId } from 'react'
import { type RoleName, roleNames } from '../../../shared/rules/role-matrix.ts'
import { useWords } from '../../base/words/words.ts'

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column' },
  legend: { ...typographyStyles.subtitle2, padding: 0, marginBottom: tokens.spacingVerticalXS },
  hint: { color: tokens.colorNeutralForeground3 },
  // Below the label and not below its box.
  does: {
    color: tokens.colorNeutralForeground3,
    marginLeft: `calc(${tokens.spacingHorizontalXXXL} + ${tokens.spacingHorizontalXS})`,
    marginBottom: tokens.spacingVerticalXS,
  },
})

/** The roles that most offices need, before all others. */
const common: readonly RoleName[] = ['globalAdministrator', 'userAdministrator', 'helpdeskAdministrator']
const shownRoles = [...common, ...roleNames.filter((role) => !common.includes(role))]

type UserRolesProps = {
  readonly roles: readonly RoleName[]
  readonly onChange: (roles: readonly RoleName[]) => void
  /** Shown below a role that is ticked. */
  readonly below?: (role: RoleName) => ReactNode
}

/** The admin roles as checkboxes; without any tick somebody is a plain user. Without Fluent's Field, because that gives all its checkboxes one id. */
export function UserRoles({ roles, onChange, below }: UserRolesProps) {
  const { t } = useWords()
  const styles = useStyles()
  const hintId = useId()
  const toggle = (role: RoleName, isHeld: boolean) =>
    onChange(isHeld ? [...roles, role] : roles.filter((held) => held !== role))
  return (
    <fieldset className={styles.group} aria-describedby={hintId}>
      <legend className={styles.legend}>{t('users.adminRoles')}</legend>
      <Text id={hintId} size={200} className={styles.hint}>
        {t('users.rolesHint')}
      </Text>
      {shownRoles.map((role) => (
        <Fragment key={role}>
          <Checkbox
            label={t(`roles.${role}`)}
            aria-describedby={`${hintId}-${role}`}
            checked={roles.includes(role)}
            onChange={(_, data) => toggle(role, data.checked === true)}
          />
          <Text id={`${hintId}-${role}`} size={200} className={styles.does}>
            {t(`roleDoes.${role}`)}
          </Text>
          {roles.includes(role) && below?.(role)}
        </Fragment>
      ))}
    </fieldset>
  )
}
