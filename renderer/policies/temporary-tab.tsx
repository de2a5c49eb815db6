import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useController } from 'react-hook-form'
import { temporarySection } from '../../shared/rules/policy.ts'
import { useWords } from '../base/words/words.ts'
import { ChoiceField, Fields, Indented, NumberField, SwitchField, type TabProps } from './fields.tsx'

const { style, keep } = temporarySection.shape

function LapseChoice({ form, isDisabled }: TabProps) {
  const { t } = useWords()
  const { field } = useController({ control: form.control, name: 'doesLapse' })
  return (
    <Field label={t('policies.lapse.title')}>
      <RadioGroup
        value={field.value ? 'limited' : 'never'}
        disabled={isDisabled}
        onChange={(_, data) => field.onChange(data.value === 'limited')}
      >
        <Radio value="limited" label={t('policies.lapse.limited')} />
        <Radio value="never" label={t('policies.lapse.never')} />
      </RadioGroup>
    </Field>
  )
}

/** The temporary passwords of a reset: their style, how long they are valid, and how often they can be read. */
export function TemporaryTab(props: TabProps) {
  const { t } = useWords()
  return (
    <Fields>
      <ChoiceField
        {...props}
        path="temporary.style"
        label={t('policies.fields.temporary.style')}
        hint={t('policies.notes.styleDefault')}
        options={style.options.map((value) => ({
          value,
          label: `${t(`passwords.styles.${value}`)}: ${t(`passwords.styleHints.${value}`)}`,
        }))}
      />
      <LapseChoice {...props} />
      {props.draft.doesLapse && (
        <Indented>
          <NumberField {...props} path="temporary.hours" note={t('policies.notes.hours')} />
        </Indented>
      )}
      <ChoiceField
        {...props}
        path="temporary.keep"
        label={t('policies.fields.temporary.keep')}
        hint={t('policies.notes.keepDefault')}
        options={keep.options.map((value) => ({ value, label: t(`policies.keep.${value}`) }))}
      />
      <SwitchField {...props} path="temporary.isMustChangeFixed" note={t('policies.notes.mustChange')} />
    </Fields>
  )
}
