import { Button, Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { type Group, type GroupName, groupKind } from '../../shared/groups.ts'
import { client, errorCodeOf } from '../base/api.ts'
import { useDraft } from '../base/use-draft.ts'
import { useErrorText } from '../base/words/errors.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form } from '../ui/form.tsx'
import { Panel } from '../ui/panel.tsx'
import { draftOf, type GroupDraft, rebaseDraft, typedGroup } from './group-draft.ts'
import { useGroupAction } from './use-group-action.ts'

type GroupFormPanelProps = {
  /** The group to change; null for a new one. */
  readonly group: Group | null
  readonly onSaved: (group: GroupName) => void
  readonly onClose: () => void
}

/** Names a group and says where its people come from. */
export function GroupFormPanel({ group, onSaved, onClose }: GroupFormPanelProps) {
  const { t } = useWords()
  const { typed: draft, fill: setDraft } = useDraft<GroupDraft>(draftOf(group), undefined, rebaseDraft)
  const [isChecked, setIsChecked] = useState(false)
  const { run, error, isBusy } = useGroupAction()
  const typed = typedGroup(draft)
  const submit = async () => {
    setIsChecked(true)
    if (typed.faults.length > 0) return
    const { fields } = typed
    const call = async () => {
      if (group === null) return client.groups.create(fields)
      const { id, name, kind, departments } = group
      await client.groups.update({ id, ...fields, seen: { name, kind, departments: [...departments] } })
      return { id }
    }
    const saved = await run(call, () => t('groups.saved', { name: fields.name }))
    if (saved !== null) onSaved({ id: saved.id, name: fields.name })
  }
  const title = t(group === null ? 'groups.new' : 'groups.edit')
  const footer = (
    <>
      <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void submit()}>
        {t(group === null ? 'groups.create' : 'common.save')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  const isNameTaken = errorCodeOf(error) === 'GROUP_NAME_TAKEN'
  return (
    <Panel isOpen title={title} onClose={onClose} footer={footer}>
      {!isNameTaken && <ErrorBar error={error} />}
      <Form onSubmit={() => void submit()}>
        <NameField draft={draft} onChange={setDraft} mustFill={isChecked} taken={isNameTaken ? error : null} />
        <KindField draft={draft} onChange={setDraft} mustFill={isChecked} />
        {group?.kind === 'picked' && draft.kind === 'departments' && group.memberCount > 0 && (
          <p>{t('groups.pickedGo')}</p>
        )}
      </Form>
    </Panel>
  )
}

type FieldProps = {
  readonly draft: GroupDraft
  readonly onChange: (draft: GroupDraft) => void
  /** Errors are shown only after the first try to save. */
  readonly mustFill: boolean
}

function NameField({ draft, onChange, mustFill, taken }: FieldProps & { readonly taken: unknown }) {
  const { t } = useWords()
  const errorText = useErrorText()
  const isMissing = mustFill && typedGroup(draft).faults.includes('name')
  const fault = isMissing ? t('groups.nameFault') : taken === null ? null : errorText(taken)
  return (
    <Field
      required
      label={t('groups.name')}
      validationState={fault === null ? 'none' : 'error'}
      validationMessage={fault}
    >
      <Input value={draft.name} autoComplete="off" onChange={(_, data) => onChange({ ...draft, name: data.value })} />
    </Field>
  )
}

function KindField({ draft, onChange, mustFill }: FieldProps) {
  const { t } = useWords()
  const isMissing = mustFill && typedGroup(draft).faults.includes('departments')
  const choose = (value: string) => {
    const kind = groupKind.safeParse(value)
    if (kind.success) onChange({ ...draft, kind: kind.data })
  }
  return (
    <>
      <Field label={t('groups.who')}>
        <RadioGroup value={draft.kind} onChange={(_, data) => choose(data.value)}>
          <Radio value="picked" label={t('groups.picked')} />
          <Radio value="departments" label={t('groups.byDepartment')} />
        </RadioGroup>
      </Field>
      {draft.kind === 'departments' && (
        <Field
          required
          label={t('groups.departments')}
          hint={t('groups.departmentsHint')}
          validationState={isMissing ? 'error' : 'none'}
          validationMessage={isMissing ? t('groups.departmentsFault') : undefined}
        >
          <Textarea
            value={draft.departments}
            rows={4}
            resize="vertical"
            onChange={(_, data) => onChange({ ...draft, departments: data.value })}
          />
        </Field>
      )}
    </>
  )
}
