import { protectionSection } from '../../../shared/rules/policy.ts'
import { useWords } from '../../base/words/words.ts'
import { ChoiceField, Heading, Indented, NumberField, SwitchField, type TabProps } from '../fields.tsx'
import { withPreset } from '../policy-draft.ts'

const presetName = protectionSection.shape.preset

function PresetChoice(props: TabProps) {
  const { t } = useWords()
  const { form, draft } = props
  const choose = (value: string) =>
    form.setValue('protection', withPreset(draft.protection, presetName.parse(value)), {
      shouldDirty: true,
      shouldValidate: true,
    })
  return (
    <ChoiceField
      {...props}
      path="protection.preset"
      label={t('policies.fields.protection.preset')}
      options={presetName.options.map((value) => ({
        value,
        label: `${t(`policies.presets.${value}`)}: ${t(`policies.presets.${value}Hint`)}`,
      }))}
      onChoose={choose}
    />
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

/** The fields that everybody's rules and those of a group have in common: a preset or own rules, and which earlier passwords are refused. */
export function PasswordDemands(fields: TabProps) {
  const { t } = useWords()
  return (
    <>
      <PresetChoice {...fields} />
      {fields.draft.protection.preset === 'own' && <OwnRules {...fields} />}
      <Heading>{t('policies.headings.more')}</Heading>
      <NumberField {...fields} path="protection.maximumSequence" note={t('policies.notes.zeroOff')} />
      <NumberField {...fields} path="protection.historyCount" note={t('policies.notes.history')} />
      <NumberField {...fields} path="protection.historyDays" note={t('policies.notes.historyDays')} />
      <NumberField {...fields} path="protection.minimumAgeHours" note={t('policies.notes.minimumAge')} />
    </>
  )
}
