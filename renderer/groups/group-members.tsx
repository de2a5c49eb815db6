import { Button, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components'
import { PersonAddRegular } from '@fluentui/react-icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { GroupDetails, GroupMember } from '../../shared/groups.ts'
import { api, client } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Pager } from '../ui/pager.tsx'
import { ItemButton, MemberList } from './member-list.tsx'
import { Section } from './section.tsx'
import { useGroupAction } from './use-group-action.ts'

const limit = 50

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  note: { color: tokens.colorNeutralForeground3 },
})

type GroupMembersProps = {
  readonly group: GroupDetails
  readonly mayManage: boolean
  readonly onAdd: () => void
}

/** The people in a group; those who are in it by a department or another group can't be taken out here. */
export function GroupMembers({ group, mayManage, onAdd }: GroupMembersProps) {
  const { t, language } = useWords()
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  const [search, setSearch] = useState('')
  const [offset, setOffset] = useState(0)
  const { run, error, isBusy } = useGroupAction()
  const input = { id: group.id, search: search.trim(), language, offset, limit }
  const members = useQuery(api.groups.members.queryOptions({ input, placeholderData: keepPreviousData, gcTime: 0 }))
  const total = members.data?.total ?? 0
  // Goes back a page when the last person of the last page was removed.
  if (members.data !== undefined && offset > 0 && offset >= total) setOffset(Math.max(0, offset - limit))
  const remove = async ({ id, displayName: name }: GroupMember) => {
    const call = () => client.groups.removeMembers({ id: group.id, selection: { kind: 'users', ids: [id] } })
    if ((await run(call, () => t('groups.memberRemoved', { name }))) !== null) heading.current?.focus()
  }
  // A directory knows nothing of departments that fill a group.
  const indirect = t(group.directory === null ? 'groups.indirect' : 'groups.indirectByGroup')
  const items = (members.data?.members ?? []).map((member) => ({
    key: member.id,
    title: member.displayName,
    note: [member.username, member.department].filter(Boolean).join(' · '),
    action:
      member.isDirect && mayManage ? (
        <ItemButton
          label={t('groups.remove')}
          name={t('groups.removeName', { name: member.displayName })}
          isBusy={isBusy}
          onClick={() => void remove(member)}
        />
      ) : (
        <Text size={200} className={styles.note}>
          {member.isDirect ? '' : indirect}
        </Text>
      ),
  }))
  return (
    <Section title={t('groups.people')} heading={heading}>
      <ErrorBar error={error ?? members.error} />
      <div className={styles.bar}>
        <SearchBox
          value={search}
          maxLength={200}
          aria-label={t('groups.searchMembers')}
          placeholder={t('groups.searchMembers')}
          onChange={(_, data) => {
            setSearch(data.value)
            setOffset(0)
          }}
        />
        {group.kind === 'picked' && mayManage && (
          <Button icon={<PersonAddRegular />} onClick={onAdd}>
            {t('groups.addPeople')}
          </Button>
        )}
      </div>
      {members.data !== undefined && total === 0 && (
        <Text>{search === '' ? t('groups.nobody') : t('groups.nobodyFound')}</Text>
      )}
      <MemberList label={t('groups.people')} items={items} />
      <Pager label={t('groups.pages')} offset={offset} limit={limit} total={total} onTurn={setOffset} />
    </Section>
  )
}
