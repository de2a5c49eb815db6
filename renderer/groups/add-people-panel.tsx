import { Button, SearchBox, Text } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Group } from '../../shared/groups.ts'
import { noFilter, type Selection, type UserRow } from '../../shared/users.ts'
import { api, client } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { ItemButton, MemberList } from './member-list.tsx'
import { useGroupAction } from './use-group-action.ts'

const limit = 20

/** The first people that a search finds, and which of them are already in the group. */
function useFound(group: Group, search: string) {
  const { language } = useWords()
  const page = { offset: 0, limit }
  const sort = { by: 'displayName', direction: 'ascending', language } as const
  const users = useQuery(
    api.users.list.queryOptions({
      input: { query: { search, filter: noFilter }, sort, ...page },
      placeholderData: keepPreviousData,
    }),
  )
  // Read in the same order, so that any of the found people who are members are among the first members too.
  const members = useQuery(
    api.groups.members.queryOptions({
      input: { id: group.id, search, language, ...page },
      placeholderData: keepPreviousData,
    }),
  )
  const direct = new Set(members.data?.members.filter((member) => member.isDirect).map((member) => member.id))
  return { rows: users.data?.rows ?? [], total: users.data?.total ?? 0, direct, error: users.error ?? members.error }
}

/** Finds people and puts them into the group, one by one or all that were found. */
export function AddPeoplePanel({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const { t, formatNumber } = useWords()
  const box = useRef<HTMLInputElement>(null)
  const [search, setSearch] = useState('')
  const text = search.trim()
  const { rows, total, direct, error } = useFound(group, text)
  const action = useGroupAction()
  const add = async (selection: Selection) => {
    const added = await action.run(
      () => client.groups.addMembers({ id: group.id, selection }),
      ({ count }) => t('groups.peopleAdded', { count, number: formatNumber(count) }),
    )
    // The focus is moved first, because the pressed button disappears.
    if (added !== null) box.current?.focus()
  }
  const asItem = ({ id, displayName: name, username, department }: UserRow) => ({
    key: id,
    title: name,
    note: [username, department].filter(Boolean).join(' · '),
    action: direct.has(id) ? (
      <Text size={200}>{t('groups.isIn')}</Text>
    ) : (
      <ItemButton
        label={t('groups.add')}
        name={t('groups.addName', { name })}
        isBusy={action.isBusy}
        onClick={() => void add({ kind: 'users', ids: [id] })}
      />
    ),
  })
  const matching = { kind: 'matching', query: { search: text, filter: noFilter }, except: [] } as const
  const footer = (
    <>
      {text !== '' && total > 0 && (
        <Button disabledFocusable={action.isBusy} onClick={() => void add(matching)}>
          {t('groups.addFound', { count: total, number: formatNumber(total) })}
        </Button>
      )}
      <Button appearance="primary" onClick={onClose}>
        {t('common.close')}
      </Button>
    </>
  )
  return (
    <Panel isOpen title={t('groups.addPeople')} onClose={onClose} footer={footer}>
      <Text>
        <strong>{group.name}</strong>
      </Text>
      <ErrorBar error={action.error ?? error} />
      <SearchBox
        ref={box}
        value={search}
        maxLength={200}
        aria-label={t('groups.searchPeople')}
        placeholder={t('groups.searchPeople')}
        onChange={(_, data) => setSearch(data.value)}
      />
      {total === 0 && text !== '' && <Text>{t('groups.nobodyFound')}</Text>}
      <MemberList label={t('groups.found')} items={rows.map(asItem)} />
      {total > rows.length && <Text>{t('groups.more', { count: total - rows.length })}</Text>}
    </Panel>
  )
}
