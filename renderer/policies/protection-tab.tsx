import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { protectionSection } from '../../shared/rules/policy.ts'
import { useWords } from '../app/words.ts'
import { BannedWordsFields } from './banned-words-fields.tsx'
import { BreachFileField, type BreachFileState } from './breach-file-field.tsx'
import { Fields, Heading, Indented, NumberField, SwitchField, type TabProps } from './fields.tsx'
import { presetChange } from './policy-draft.ts'

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

export type ProtectionTabProps = TabProps & { readonly breachFile: BreachFileState; readonly savedPath: string }

/** What a good password is: a preset or own rules, what may not come back, banned words and known breaches. */
export function ProtectionTab(props: ProtectionTabProps) {
  const { t } = useWords()
  const { breachFile, savedPath, ...fields } = props
  return (
    <Fields>
      <PresetChoice {...fields} />
      {fields.draft['protection.preset'] === 'own' && <OwnRules {...fields} />}
      <Heading>{t('policies.headings.more')}</Heading>
      <NumberField {...fields} path="protection.maximumSequence" note={t('policies.notes.zeroOff')} />
      <NumberField {...fields} path="protection.historyCount" note={t('policies.notes.history')} />
      <NumberField {...fields} path="protection.historyDays" note={t('policies.notes.historyDays')} />
      <NumberField {...fields} path="protection.minimumAgeHours" note={t('policies.notes.minimumAge')} />
      <Heading>{t('policies.headings.banned')}</Heading>
      <BannedWordsFields {...fields} />
      <Heading>{t('policies.headings.breaches')}</Heading>
      <BreachFileField {...fields} state={breachFile} savedPath={savedPath} />
    </Fields>
  )
}
