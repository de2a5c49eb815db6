import { Button, Dropdown, Field, Input, Option, Text } from '@fluentui/react-components'
import { useId, useState } from 'react'
import { fieldLabel } from '../../../shared/i18n/field-name.ts'
import type { UserId } from '../../../shared/ids.ts'
import { type ManyField, manyFields } from '../../../shared/users.ts'
import { client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { contactFault } from '../../base/contact-fault.ts'
import { fieldFaultText } from '../../base/words/field-words.ts'
import { useWords } from '../../base/words/words.ts'
import { CancelButton } from '../../ui/cancel-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form } from '../../ui/form.tsx'
import { Panel } from '../../ui/panel.tsx'
import { chosenIds } from '../selection/chosen-people.ts'
import { LeftOutPanel } from './left-out-panel.tsx'
import { useNamesText } from './people-names.ts'
import { useBulk } from './use-bulk.ts'

type Edit = { readonly id: UserId; readonly value: string }

/** Gives many people the same value in one field, such as a department. */
export function EditMany({ chosen, onClose }: { readonly chosen: Chosen; readonly onClose: () => void }) {
  const words = useWords()
  const { t, language } = words
  const formId = useId()
  const [field, setField] = useState<ManyField>('department')
  const [value, setValue] = useState('')
  const names = useNamesText(chosen)
  const label = fieldLabel(field, words)
  const set = (edits: readonly Edit[]) => client.users.editMany({ field, edits: [...edits] })
  const work = {
    items: async () => (await chosenIds(chosen, language)).map((id) => ({ id, value })),
    call: set,
    done: (count: number) => t('users.bulk.edited', { count, field: label }),
    undo: set,
    undone: (count: number) => t('users.bulk.editedBack', { count, field: label }),
  }
  const { run, left, error, isBusy } = useBulk(work, onClose)
  const fault = contactFault(field, value)
  if (left !== null) return <LeftOutPanel title={t('users.bulk.edit')} left={left} onClose={onClose} />
  const footer = (
    <>
      <Button type="submit" form={formId} appearance="primary" disabledFocusable={isBusy || fault !== null}>
        {t('users.bulk.editAct', { count: chosen.count })}
      </Button>
      <CancelButton />
    </>
  )
  return (
    <Panel isOpen title={t('users.bulk.edit')} onClose={onClose} isUnsaved={value !== ''} footer={footer}>
      <ErrorBar error={error} />
      <Text>{t('users.bulk.editText', { count: chosen.count, names })}</Text>
      <Form id={formId} onSubmit={() => fault === null && void run()}>
        <Field label={t('users.bulk.field')}>
          <Dropdown
            value={label}
            selectedOptions={[field]}
            onOptionSelect={(_, data) => setField(manyFields.find((one) => one === data.optionValue) ?? field)}
          >
            {manyFields.map((one) => (
              <Option key={one} value={one}>
                {fieldLabel(one, words)}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field
          label={t('users.bulk.value')}
          hint={t('users.bulk.valueHint')}
          validationMessage={fault === null ? undefined : fieldFaultText(fault.reason, fault.detail, words)}
        >
          <Input value={value} onChange={(_, data) => setValue(data.value)} />
        </Field>
      </Form>
    </Panel>
  )
}
