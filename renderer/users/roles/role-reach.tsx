import { Dropdown, Field, makeStyles, Option, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import type { Group } from '../../../shared/groups.ts'
import { type GroupId, groupId } from '../../../shared/ids.ts'
import type { LimitableRole } from '../../../shared/rules/role-matrix.ts'
import { localeOf, useWords } from '../../base/words/words.ts'
import { isReachFault, type Reach } from './role-choice.ts'

export type NamedGroup = Pick<Group, 'id' | 'name' | 'directory' | 'isGone'>

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    paddingInlineStart: tokens.spacingHorizontalXXXL,
    paddingBottom: tokens.spacingVerticalS,
  },
})

type RoleReachProps = {
  readonly role: LimitableRole
  /** Null for everybody. */
  readonly reach: Reach
  readonly groups: readonly NamedGroup[]
  readonly onChange: (reach: Reach) => void
}

/** Chooses whom a role reaches: everybody, or the people of some groups. */
export function RoleReach({ role, reach, groups, onChange }: RoleReachProps) {
  const { t } = useWords()
  const styles = useStyles()
  const label = t('users.roleReach', { role: t(`roles.${role}`) })
  return (
    <div className={styles.root}>
      <RadioGroup
        aria-label={label}
        layout="horizontal"
        value={reach === null ? 'everybody' : 'groups'}
        onChange={(_, data) => onChange(data.value === 'everybody' ? null : [])}
      >
        <Radio value="everybody" label={t('users.reachEverybody')} />
        <Radio value="groups" label={t('users.reachGroups')} disabled={groups.length === 0} />
      </RadioGroup>
      {groups.length === 0 && <Text size={200}>{t('users.reachNoGroups')}</Text>}
      {reach !== null && <ReachGroups label={label} reach={reach} groups={groups} onChange={onChange} />}
    </div>
  )
}

type ReachGroupsProps = Pick<RoleReachProps, 'groups' | 'onChange'> & {
  readonly label: string
  readonly reach: readonly GroupId[]
}

function ReachGroups({ label, reach, groups, onChange }: ReachGroupsProps) {
  const { t, language } = useWords()
  const { compare } = new Intl.Collator(localeOf(language), { numeric: true })
  const offered = groups.filter(({ id, isGone }) => !isGone || reach.includes(id))
  const sorted = offered.toSorted((a, b) => compare(a.name, b.name))
  const chosen = sorted.filter(({ id }) => reach.includes(id))
  const isDecidedThere = chosen.some(({ directory }) => directory !== null)
  const isFault = isReachFault(reach)
  return (
    <Field
      hint={isDecidedThere ? t('users.reachDirectory') : undefined}
      validationState={isFault ? 'error' : 'none'}
      validationMessage={isFault ? t('users.reachFault') : undefined}
    >
      <Dropdown
        multiselect
        aria-label={`${label}: ${t('users.reachGroups')}`}
        placeholder={t('users.reachChoose')}
        selectedOptions={reach.map(String)}
        value={chosen.map(({ name }) => name).join(', ')}
        onOptionSelect={(_, data) => onChange(data.selectedOptions.map((id) => groupId.parse(Number(id))))}
      >
        {sorted.map(({ id, name }) => (
          <Option key={id} value={String(id)}>
            {name}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}
