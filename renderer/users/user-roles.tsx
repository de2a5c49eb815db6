import { Checkbox, Field, makeStyles } from '@fluentui/react-components'
import { type RoleName, roleNames } from '../../shared/rules/role-matrix.ts'
import { useWords } from '../app/words.ts'

const useStyles = makeStyles({ list: { display: 'flex', flexDirection: 'column' } })

type UserRolesProps = { readonly roles: readonly RoleName[]; readonly onChange: (roles: readonly RoleName[]) => void }

/** The admin roles as ticks; nobody ticked is a plain user. */
export function UserRoles({ roles, onChange }: UserRolesProps) {
  const { t } = useWords()
  const styles = useStyles()
  const toggle = (role: RoleName, isHeld: boolean) =>
    onChange(isHeld ? [...roles, role] : roles.filter((held) => held !== role))
  return (
    <Field label={t('users.adminRoles')} hint={t('users.rolesHint')}>
      {/* biome-ignore lint/a11y/useSemanticElements: Fluent's Field labels a group */}
      <div role="group" className={styles.list}>
        {roleNames.map((role) => (
          <Checkbox
            key={role}
            label={t(`roles.${role}`)}
            checked={roles.includes(role)}
            onChange={(_, data) => toggle(role, data.checked === true)}
          />
        ))}
      </div>
    </Field>
  )
}
