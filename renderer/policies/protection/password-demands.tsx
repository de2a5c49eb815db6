import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { protectionSection } from '../../../shared/rules/policy.ts'
import { useWords } from '../../base/words/words.ts'
import { Heading, Indented, NumberField, SwitchField, type TabProps } from '../fields.tsx'
import { presetChange } from '../policy-draft.ts'

const presetName = protectionSection.shape.preset

function PresetChoice({ draft, change, isDisabled }: TabProps) {
  const { t } = useWords()
  return (
    <Field label={t('policies.fields.protection.preset')}>
      <RadioGroup
        value={draft['protection.preset']}
        disabled={isDisabled}
        onChange={(_, data) => change(presetChange(presetName.parse(data.value)))}
      >
        {presetName.options.map((preset) => (
          <Radio
            key={preset}
            value={preset}
            label={`${t(`policies.presets.${preset}`)}: ${t(`policies.presets.${preset}Hint`)}`}
          />
        ))}
      </RadioGroup>
    </Field>
  )
}

function OwnRules(props: TabProps) {
  const { t } = useWords()
  return (
    <Indented>
      <NumberField {...props} path="protection.rules.minimumLength" note={t('policies.notes.length')} />
      <NumberField {...props} path="protection.rules.maximumLength" />
      <NumberField {...props} path="protection.rules.minimumClasses" note={t('policies.notes.classes')} />
      <NumberField {...props} path="protection.rules.maximumRepeats" note={t('policies.notes.zeroOff')} />
      <SwitchField {...props} path="protection.rules.isNameRefused" note={t('policies.notes.names')} />
    </Indented>
  )
}

/** What everybody's rules and those of a group have in common: a preset or own rules, and what may not come back. */
export function PasswordDemands(fields: TabProps) {
  const { t } = useWords()
  return (
    <>
      <PresetChoice {...fields} />
      {fields.draft['protection.preset'] === 'own' && <OwnRules {...fields} />}
      <Heading>{t('policies.headings.more')}</Heading>
      <NumberField {...fields} path="protection.maximumSequence" note={t('policies.notes.zeroOff')} />
      <NumberField {...fields} path="protection.historyCount" note={t('policies.notes.history')} />
      <NumberField {...fields} path="protection.historyDays" note={t('policies.notes.historyDays')} />
      <NumberField {...fields} path="protection.minimumAgeHours" note={t('policies.notes.minimumAge')} />
    </>
  )
}
