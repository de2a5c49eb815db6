import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { temporarySection } from '../../shared/rules/policy.ts'
import { useWords } from '../base/words/words.ts'
import { Fields, Indented, NumberField, SwitchField, type TabProps } from './fields.tsx'

const styleName = temporarySection.shape.style
const keepName = temporarySection.shape.keep

function StyleChoice({ draft, change, isDisabled }: TabProps) {
  const { t } = useWords()
  return (
    <Field label={t('policies.fields.temporary.style')} hint={t('policies.notes.styleDefault')}>
      <RadioGroup
        value={draft['temporary.style']}
        disabled={isDisabled}
        onChange={(_, data) => change({ 'temporary.style': styleName.parse(data.value) })}
      >
        {styleName.options.map((style) => (
          <Radio
            key={style}
            value={style}
            label={`${t(`passwords.styles.${style}`)}: ${t(`passwords.styleHints.${style}`)}`}
          />
        ))}
      </RadioGroup>
    </Field>
  )
}

function KeepChoice({ draft, change, isDisabled }: TabProps) {
  const { t } = useWords()
  return (
    <Field label={t('policies.fields.temporary.keep')} hint={t('policies.notes.keepDefault')}>
      <RadioGroup
        value={draft['temporary.keep']}
        disabled={isDisabled}
        onChange={(_, data) => change({ 'temporary.keep': keepName.parse(data.value) })}
      >
        {keepName.options.map((keep) => (
          <Radio key={keep} value={keep} label={t(`policies.keep.${keep}`)} />
        ))}
      </RadioGroup>
    </Field>
  )
}

/** What a reset gives people, for how long, and how often it can be read. */
export function TemporaryTab(props: TabProps) {
  const { t } = useWords()
  const { draft, change, isDisabled } = props
  return (
    <Fields>
      <StyleChoice {...props} />
      <Field label={t('policies.lapse.title')}>
        <RadioGroup
          value={draft.doesLapse ? 'limited' : 'never'}
          disabled={isDisabled}
          onChange={(_, data) => change({ doesLapse: data.value === 'limited' })}
        >
          <Radio value="limited" label={t('policies.lapse.limited')} />
          <Radio value="never" label={t('policies.lapse.never')} />
        </RadioGroup>
      </Field>
      {draft.doesLapse && (
        <Indented>
          <NumberField {...props} path="temporary.hours" note={t('policies.notes.hours')} />
        </Indented>
      )}
      <KeepChoice {...props} />
      <SwitchField {...props} path="temporary.isMustChangeFixed" note={t('policies.notes.mustChange')} />
    </Fields>
  )
}
