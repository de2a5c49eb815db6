import { Button, Dropdown, Field, Option, Text } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { GroupId } from '../../../shared/ids.ts'
import { api, client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useWords } from '../../base/words/words.ts'
import { CancelButton } from '../../ui/cancel-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form } from '../../ui/form.tsx'
import { Panel } from '../../ui/panel.tsx'
import { chosenIds } from '../selection/chosen-people.ts'
import { useUserAction } from '../use-user-action.ts'
import { useNamesText } from './people-names.ts'

/** Puts many people into a group whose people are picked by hand. */
export function AddToGroup({ chosen, onClose }: { readonly chosen: Chosen; readonly onClose: () => void }) {
  const { t, language } = useWords()
  const formId = useId()
  const [groupId, setGroupId] = useState<GroupId | null>(null)
  const names = useNamesText(chosen)
  const { data, error: unread } = useQuery(api.groups.list.queryOptions({ input: {} }))
  const groups = (data?.groups ?? []).filter(({ kind }) => kind === 'picked')
  const group = groups.find(({ id }) => id === groupId)
  const action = useUserAction()
  const add = async () => {
    if (group === undefined) return
    const { id, name } = group
    let selection = chosen.selection
    let count = 0
    const call = async () => {
      // Undo is about these people, whoever matches the search by then.
      const ids = await chosenIds(chosen, language)
      selection = { kind: 'users', ids: [...ids] }
      count = (await client.groups.addMembers({ id, selection })).count
    }
    const isDone = await action.runCounted(call, () => {
      const done = t('users.bulk.added', { count, name })
      // Those who were in the group before would leave it, too.
      if (selection.kind !== 'users' || count !== selection.ids.length) return { done }
      const undo = {
        call: () => client.groups.removeMembers({ id, selection }),
        done: t('users.bulk.removed', { count, name }),
      }
      return { done, undo }
    })
    if (isDone) onClose()
  }
  const footer = (
    <>
      <Button type="submit" form={formId} appearance="primary" disabledFocusable={action.isBusy || group === undefined}>
        {t('users.bulk.group')}
      </Button>
      <CancelButton />
    </>
  )
  return (
    <Panel isOpen title={t('users.bulk.group')} onClose={onClose} footer={footer}>
      <ErrorBar error={unread ?? action.error} />
      <Text>{t('users.bulk.groupText', { count: chosen.count, names })}</Text>
      <Form id={formId} onSubmit={() => void add()}>
        <Field label={t('users.filters.group')} hint={groups.length === 0 ? t('users.bulk.noGroups') : undefined}>
          <Dropdown
            value={group?.name ?? ''}
            selectedOptions={groupId === null ? [] : [String(groupId)]}
            onOptionSelect={(_, { optionValue }) =>
              setGroupId(groups.find(({ id }) => String(id) === optionValue)?.id ?? null)
            }
          >
            {groups.map(({ id, name }) => (
              <Option key={id} value={String(id)}>
                {name}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </Form>
    </Panel>
  )
}
