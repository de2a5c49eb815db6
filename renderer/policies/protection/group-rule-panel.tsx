import { Body1, Button, Field, Select } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { GroupId } from '../../../shared/ids.ts'
import type { GroupRule, Policies } from '../../../shared/rules/policy.ts'
import { api } from '../../base/api.ts'
import { useDraft } from '../../base/use-draft.ts'
import { useWords } from '../../base/words/words.ts'
import { CancelButton } from '../../ui/cancel-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SwitchField } from '../fields.tsx'
import { faultsByPath } from '../policy-draft.ts'
import { ruleDraft, ruleOf } from './group-rule-list.ts'
import { PasswordDemands } from './password-demands.tsx'

export type GroupRulePanelProps = {
  readonly policies: Policies
  /** Null for a group without rules of its own. */
  readonly rule: GroupRule | null
  readonly taken: readonly GroupId[]
  readonly onDone: (rule: GroupRule) => void
  readonly onClose: () => void
}

type Choice = Pick<GroupRule, 'groupId' | 'name'>

type GroupChoiceProps = {
  readonly taken: readonly GroupId[]
  readonly chosen: Choice | null
  readonly onChoose: (group: Choice | null) => void
}

function GroupChoice({ taken, chosen, onChoose }: GroupChoiceProps) {
  const { t } = useWords()
  const { data, error } = useQuery(api.groups.list.queryOptions({ input: {} }))
  if (data === undefined) return <ErrorBar error={error} />
  const groups = data.groups.filter((group) => !taken.includes(group.id))
  if (groups.length === 0) return <Body1>{t('policies.groupRules.noGroups')}</Body1>
  const choose = (id: number) => {
    const group = groups.find((one) => one.id === id)
    onChoose(group === undefined ? null : { groupId: group.id, name: group.name })
  }
  return (
    <Field label={t('policies.groupRules.group')}>
      <Select value={chosen?.groupId ?? ''} onChange={(_, { value }) => choose(Number(value))}>
        <option value="">{t('policies.groupRules.choose')}</option>
        {groups.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** The form for the rules of one group, with the same fields as everybody's; they are saved with the page. */
export function GroupRulePanel({ policies, rule, taken, onDone, onClose }: GroupRulePanelProps) {
  const { t } = useWords()
  const [group, setGroup] = useState<Choice | null>(rule)
  const [begun] = useState(() => ruleDraft(policies, rule))
  const { form, typed: draft, isChanged } = useDraft(begun, faultsByPath)
  const next = group === null ? null : ruleOf(draft, group)
  const fields = { form, draft, isDisabled: false }
  const footer = (
    <>
      <Button appearance="primary" disabled={next === null} onClick={() => next !== null && onDone(next)}>
        {t('policies.groupRules.apply')}
      </Button>
      <CancelButton />
    </>
  )
  const title = rule === null ? t('policies.groupRules.add') : t('policies.groupRules.rulesOf', { name: rule.name })
  return (
    <Panel isOpen title={title} onClose={onClose} isUnsaved={isChanged || group !== rule} footer={footer}>
      {rule === null && <GroupChoice taken={taken} chosen={group} onChoose={setGroup} />}
      <PasswordDemands {...fields} />
      <SwitchField {...fields} path="protection.isStrict" note={t('policies.notes.strict')} />
    </Panel>
  )
}
