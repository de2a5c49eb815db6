import { Dropdown, Field, Option } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useController } from 'react-hook-form'
import { groupId } from '../../../shared/ids.ts'
import { api } from '../../base/api.ts'
import { localeOf, useWords } from '../../base/words/words.ts'
import { useArrival } from '../../ui/arriving.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import type { TabProps } from '../fields.tsx'

/** The most groups that the policy allows (shared/rules/self-service.ts). */
const maximum = 50

export type GroupsFieldProps = TabProps & {
  readonly path: 'selfService.groups' | 'selfService.except'
  readonly hint: string
  readonly fault?: string | undefined
}

/** A field for any number of the existing groups. */
export function GroupsField({ form, isDisabled, path, hint, fault }: GroupsFieldProps) {
  const { t, language } = useWords()
  const { field } = useController({ control: form.control, name: path })
  const chosen = field.value
  const { data, error, isLoading } = useQuery(api.groups.list.queryOptions({ input: {} }))
  useArrival(isLoading)
  if (data === undefined) return <ErrorBar error={error} />
  const { compare } = new Intl.Collator(localeOf(language), { numeric: true })
  const groups = data.groups.toSorted((a, b) => compare(a.name, b.name))
  // A group that was deleted meanwhile can still be removed from the policy.
  const gone = chosen.filter((id) => !groups.some((group) => group.id === id))
  const options = [...groups, ...gone.map((id) => ({ id, name: t('policies.selfService.goneGroup') }))]
  const names = options.filter(({ id }) => chosen.includes(id)).map(({ name }) => name)
  return (
    <Field
      label={t(`policies.fields.${path}`)}
      hint={options.length === 0 ? t('policies.selfService.noGroups') : hint}
      validationState={fault === undefined ? 'none' : 'error'}
      validationMessage={fault}
    >
      <Dropdown
        multiselect
        disabled={isDisabled || options.length === 0}
        placeholder={t('policies.selfService.chooseGroups')}
        selectedOptions={chosen.map(String)}
        value={names.join(', ')}
        onOptionSelect={(_, data) =>
          field.onChange(data.selectedOptions.slice(0, maximum).map((id) => groupId.parse(Number(id))))
        }
      >
        {options.map(({ id, name }) => (
          <Option key={id} value={String(id)}>
            {name}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}
