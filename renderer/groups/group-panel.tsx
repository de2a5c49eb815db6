import { Button, MessageBar, MessageBarBody, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { DeleteRegular, EditRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Group, GroupDetails, GroupName } from '../../shared/groups.ts'
import { api } from '../base/api.ts'
import { listed } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { AddPeoplePanel } from './add-people-panel.tsx'
import { DeleteGroupPanel } from './delete-group-panel.tsx'
import { isOwn } from './group-draft.ts'
import { GroupFormPanel } from './group-form-panel.tsx'
import { GroupMembers } from './group-members.tsx'
import { kindText } from './group-words.ts'
import { Subgroups } from './subgroups.tsx'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  text: { overflowWrap: 'anywhere' },
})

type GroupPanelProps = {
  readonly group: GroupName
  readonly groups: readonly Group[]
  /** Why the signed-in admin may not change groups; null if they may. */
  readonly whyNot: string | null
  readonly onClose: () => void
}

type Step = 'edit' | 'delete' | 'addPeople'

/** The uses that keep a group from being deleted. */
function Uses({ group: { uses } }: { readonly group: GroupDetails }) {
  const words = useWords()
  const styles = useStyles()
  const names = uses.filter((use) => use.kind === 'role').map((use) => use.name)
  return (
    <>
      {names.length > 0 && (
        <Text className={styles.text}>{words.t('groups.usedBy', { names: listed(names, words, 'conjunction') })}</Text>
      )}
      {names.length < uses.length && <Text className={styles.text}>{words.t('groups.hasRules')}</Text>}
    </>
  )
}

/** One group: its people and groups, and the actions on them. */
export function GroupPanel({ group: { id, name }, groups, whyNot, onClose }: GroupPanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [step, setStep] = useState<Step | null>(null)
  const { data: group, error, isPending } = useQuery(api.groups.get.queryOptions({ input: { id }, gcTime: 0 }))
  const close = () => setStep(null)
  const isTheirs = group !== undefined && group.directory !== null
  const mayManage = whyNot === null && !isTheirs
  return (
    <>
      <Panel isOpen title={group?.name ?? name} onClose={onClose}>
        <ErrorBar error={error} />
        {isPending && <Spinner label={t('ui.loading')} />}
        {group !== undefined && (
          <>
            {group.directory === null ? (
              whyNot !== null && <Text>{whyNot}</Text>
            ) : (
              <DirectoryNote group={group} name={group.directory} />
            )}
            {mayManage && (
              <div className={styles.actions}>
                <Button icon={<EditRegular />} onClick={() => setStep('edit')}>
                  {t('groups.edit')}
                </Button>
                <Button icon={<DeleteRegular />} onClick={() => setStep('delete')}>
                  {t('groups.delete')}
                </Button>
              </div>
            )}
            <GroupFacts group={group} />
            <Subgroups group={group} groups={groups} mayManage={mayManage} />
            <GroupMembers group={group} mayManage={mayManage} onAdd={() => setStep('addPeople')} />
          </>
        )}
      </Panel>
      {group !== undefined && isOwn(group) && step === 'edit' && (
        <GroupFormPanel group={group} onSaved={close} onClose={close} />
      )}
      {group !== undefined && step === 'delete' && (
        <DeleteGroupPanel group={group} onDeleted={onClose} onClose={close} />
      )}
      {group !== undefined && step === 'addPeople' && <AddPeoplePanel group={group} onClose={close} />}
    </>
  )
}

/** Says that the directory decides about the group, or has it no more. */
function DirectoryNote({ group: { isGone }, name }: { readonly group: GroupDetails; readonly name: string }) {
  const { t } = useWords()
  return (
    <MessageBar intent={isGone ? 'warning' : 'info'} layout="multiline">
      <MessageBarBody>{t(isGone ? 'groups.goneFrom' : 'groups.ofDirectory', { name })}</MessageBarBody>
    </MessageBar>
  )
}

/** Where the group's people come from, how many there are, and whose roles are limited to them. */
function GroupFacts({ group }: { readonly group: GroupDetails }) {
  const words = useWords()
  const { t, formatNumber } = words
  const styles = useStyles()
  const { memberCount: count } = group
  return (
    <>
      <Text className={styles.text}>
        {group.directory === null && `${kindText(group, words)} · `}
        {t('groups.peopleIn', { count, number: formatNumber(count) })}
      </Text>
      <Uses group={group} />
    </>
  )
}
