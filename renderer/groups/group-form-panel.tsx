import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Textarea,
} from '@fluentui/react-components'
import { useId } from 'react'
import { type GroupName, ownGroupKind } from '../../shared/groups.ts'
import { client, errorCodeOf } from '../base/api.ts'
import { isSameTyped } from '../base/draft.ts'
import { useComplaints } from '../base/use-complaints.ts'
import { useDraft } from '../base/use-draft.ts'
import { useWords } from '../base/words/words.ts'
import { CancelButton } from '../ui/cancel-button.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form } from '../ui/form.tsx'
import { Panel } from '../ui/panel.tsx'
import { draftOf, type GroupDraft, type GroupFaults, type OwnGroup, rebaseDraft, typedGroup } from './group-draft.ts'
import { useGroupAction } from './use-group-action.ts'

type GroupFormPanelProps = {
  /** The group to change; null for a new one. */
  readonly group: OwnGroup | null
  readonly onSaved: (group: GroupName) => void
  readonly onClose: () => void
}

/** The form for a group's name, kind and departments. */
export function GroupFormPanel({ group, onSaved, onClose }: GroupFormPanelProps) {
  const { t } = useWords()
  const formId = useId()
  const stored = draftOf(group)
  const { typed: draft, fill: setDraft, isChanged: isTyped } = useDraft<GroupDraft>(stored, undefined, rebaseDraft)
  const [faults, complain] = useComplaints<GroupFaults>((field) => draft[field])
  const { run, error, isBusy } = useGroupAction()
  const typed = typedGroup(draft)
  // A new group can always be saved.
  const isChanged = group === null || !isSameTyped(typed.fields, typedGroup(stored).fields)
  const refuse = (failure: unknown): never => {
    if (errorCodeOf(failure) === 'GROUP_NAME_TAKEN') complain({ name: 'taken' })
    throw failure
  }
  const submit = async () => {
    if (!isChanged) return
    complain(typed.faults)
    if (Object.keys(typed.faults).length > 0) return
    const { fields } = typed
    const call = async () => {
      if (group === null) return client.groups.create(fields)
      const { id, name, kind, departments } = group
      await client.groups.update({ id, ...fields, seen: { name, kind, departments: [...departments] } })
      return { id }
    }
    const saved = await run(
      () => call().catch(refuse),
      () => t('groups.saved', { name: fields.name }),
    )
    if (saved !== null) onSaved({ id: saved.id, name: fields.name })
  }
  const title = t(group === null ? 'groups.new' : 'groups.edit')
  const footer = (
    <>
      <Button type="submit" form={formId} appearance="primary" disabledFocusable={isBusy || !isChanged}>
        {t(group === null ? 'groups.create' : 'common.save')}
      </Button>
      <CancelButton />
    </>
  )
  const fields = { draft, faults, onChange: setDraft }
  return (
    <Panel isOpen title={title} onClose={onClose} isUnsaved={isTyped} footer={footer}>
      {errorCodeOf(error) !== 'GROUP_NAME_TAKEN' && <ErrorBar error={error} />}
      <Form id={formId} hasFocus onSubmit={() => void submit()}>
        <NameField {...fields} />
        <KindField {...fields} />
        {group?.kind === 'picked' && draft.kind === 'departments' && group.memberCount > 0 && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('groups.pickedGo')}</MessageBarBody>
          </MessageBar>
        )}
        {draft.kind === 'departments' && <DepartmentsField {...fields} />}
      </Form>
    </Panel>
  )
}

type FieldProps = {
  readonly draft: GroupDraft
  readonly faults: GroupFaults
  readonly onChange: (draft: GroupDraft) => void
}

function NameField({ draft, faults, onChange }: FieldProps) {
  const { t } = useWords()
  const name = draft.name.trim()
  const text = faults.name === 'taken' ? t('errors.GROUP_NAME_TAKEN', { name }) : t('groups.nameFault')
  return (
    <Field
      required
      label={t('groups.name')}
      validationState={faults.name === undefined ? 'none' : 'error'}
      validationMessage={faults.name && text}
    >
      <Input value={draft.name} autoComplete="off" onChange={(_, data) => onChange({ ...draft, name: data.value })} />
    </Field>
  )
}

function KindField({ draft, onChange }: FieldProps) {
  const { t } = useWords()
  const choose = (value: string) => {
    const kind = ownGroupKind.safeParse(value)
    if (kind.success) onChange({ ...draft, kind: kind.data })
  }
  return (
    <Field label={t('groups.who')}>
      <RadioGroup value={draft.kind} onChange={(_, data) => choose(data.value)}>
        <Radio value="picked" label={t('groups.picked')} />
        <Radio value="departments" label={t('groups.byDepartment')} />
      </RadioGroup>
    </Field>
  )
}

function DepartmentsField({ draft, faults, onChange }: FieldProps) {
  const { t } = useWords()
  return (
    <Field
      required
      label={t('groups.departments')}
      hint={t('groups.departmentsHint')}
      validationState={faults.departments === undefined ? 'none' : 'error'}
      validationMessage={faults.departments && t('groups.departmentsFault')}
    >
      <Textarea
        value={draft.departments}
        rows={4}
        resize="vertical"
        onChange={(_, data) => onChange({ ...draft, departments: data.value })}
      />
    </Field>
  )
}
