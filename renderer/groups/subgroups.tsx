import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { Group, GroupDetails, GroupName } from '../../shared/groups.ts'
import { client } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { byName } from './group-words.ts'
import { ItemButton, MemberList } from './member-list.tsx'
import { Section } from './section.tsx'
import { useGroupAction } from './use-group-action.ts'

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'end', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1, minWidth: 0 },
})

type SubgroupsProps = {
  readonly group: GroupDetails
  readonly groups: readonly Group[]
  readonly mayManage: boolean
}

/** The groups inside a group, and the groups that it is inside of. */
export function Subgroups({ group, groups, mayManage }: SubgroupsProps) {
  const words = useWords()
  const { t } = words
  const { run, error, isBusy } = useGroupAction()
  const heading = useRef<HTMLHeadingElement>(null)
  const { id } = group
  const remove = async (child: GroupName) => {
    const call = () => client.groups.removeGroups({ id, groupIds: [child.id] })
    if ((await run(call, () => t('groups.memberRemoved', { name: child.name }))) !== null) heading.current?.focus()
  }
  const add = async (child: GroupName) => {
    const call = () => client.groups.addGroups({ id, groupIds: [child.id] })
    if ((await run(call, () => t('groups.groupAdded', { name: child.name }))) !== null) heading.current?.focus()
  }
  const taken = new Set([id, ...group.subgroups.map((child) => child.id)])
  const others = groups.filter((other) => !taken.has(other.id))
  const items = byName(group.subgroups, words).map((child) => ({
    key: child.id,
    title: child.name,
    note: '',
    action: mayManage && (
      <ItemButton
        label={t('groups.remove')}
        name={t('groups.removeName', { name: child.name })}
        isBusy={isBusy}
        onClick={() => void remove(child)}
      />
    ),
  }))
  return (
    <Section title={t('groups.subgroups')} heading={heading}>
      <ErrorBar error={error} />
      {items.length > 0 ? (
        <MemberList label={t('groups.subgroups')} items={items} />
      ) : (
        <Text>{t('groups.noGroups')}</Text>
      )}
      {group.within.length > 0 && (
        <Text>
          {t('groups.within', {
            groups: byName(group.within, words)
              .map(({ name }) => name)
              .join(', '),
          })}
        </Text>
      )}
      {mayManage && others.length > 0 && <AddGroup groups={byName(others, words)} isBusy={isBusy} onAdd={add} />}
    </Section>
  )
}

type AddGroupProps = {
  readonly groups: readonly Group[]
  readonly isBusy: boolean
  readonly onAdd: (group: GroupName) => Promise<unknown>
}

function AddGroup({ groups, isBusy, onAdd }: AddGroupProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [chosen, setChosen] = useState('')
  const group = groups.find(({ id }) => String(id) === chosen)
  const add = () => {
    if (group === undefined) return
    setChosen('')
    void onAdd(group)
  }
  return (
    <div className={styles.row}>
      <Field label={t('groups.addGroup')} className={styles.grow}>
        <Select value={group === undefined ? '' : chosen} onChange={(_, data) => setChosen(data.value)}>
          <option value="">{t('groups.chooseGroup')}</option>
          {groups.map(({ id, name }) => (
            <option key={id} value={String(id)}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button disabledFocusable={isBusy || group === undefined} onClick={add}>
        {t('groups.add')}
      </Button>
    </div>
  )
}
