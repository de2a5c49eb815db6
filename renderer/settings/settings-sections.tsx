import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { passwordStyle } from '../../shared/passwords.ts'
import { useWords } from '../app/words.ts'
import { isNumberGood, type NumberField, numberLimits, type SettingsDraft } from './settings-draft.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '560px' },
  number: { maxWidth: '160px' },
  indented: { paddingLeft: tokens.spacingHorizontalXXXL },
})

export type SectionProps = {
  readonly draft: SettingsDraft
  readonly onChange: (part: Partial<SettingsDraft>) => void
}

type NumberInputProps = SectionProps & {
  readonly field: NumberField
  readonly label: string
  readonly hint: string
}

function NumberInput({ draft, onChange, field, label, hint }: NumberInputProps) {
  const { t } = useWords()
  const styles = useStyles()
  const isGood = isNumberGood(draft, field)
  return (
    <Field
      label={label}
      hint={hint}
      validationState={isGood ? 'none' : 'error'}
      validationMessage={isGood ? undefined : t('settings.numberRange', numberLimits[field])}
    >
      <Input
        type="number"
        inputMode="numeric"
        className={styles.number}
        min={numberLimits[field].from}
        max={numberLimits[field].to}
        value={draft[field]}
        onChange={(_, data) => onChange({ [field]: data.value })}
      />
    </Field>
  )
}

/** The organisation's name and where its people sign in. */
export function OrganisationSection({ draft, onChange }: SectionProps) {
  const { t } = useWords()
  const styles = useStyles()
  const isMissing = draft.organisation.trim() === ''
  return (
    <div className={styles.section}>
      <Field
        label={t('settings.organisation')}
        validationState={isMissing ? 'error' : 'none'}
        validationMessage={isMissing ? t('settings.required') : undefined}
      >
        <Input
          value={draft.organisation}
          maxLength={128}
          onChange={(_, data) => onChange({ organisation: data.value })}
        />
      </Field>
      <Field label={t('settings.signInAddress')} hint={t('settings.signInAddressHint')}>
        <Input
          value={draft.signInAddress}
          maxLength={200}
          spellCheck={false}
          onChange={(_, data) => onChange({ signInAddress: data.value })}
        />
      </Field>
    </div>
  )
}

/** Which style the reset dialog suggests, and how long a temporary password works. */
export function TemporaryPasswordsSection({ draft, onChange }: SectionProps) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <div className={styles.section}>
      <Field label={t('settings.style')}>
        <RadioGroup
          value={draft.temporaryStyle}
          onChange={(_, data) => {
            const chosen = passwordStyle.safeParse(data.value)
            if (chosen.success) onChange({ temporaryStyle: chosen.data })
          }}
        >
          {passwordStyle.options.map((style) => (
            <Radio
              key={style}
              value={style}
              label={`${t(`settings.styles.${style}`)}: ${t(`settings.styleHints.${style}`)}`}
            />
          ))}
        </RadioGroup>
      </Field>
      <Field label={t('settings.lifetime')}>
        <RadioGroup
          value={draft.doesLapse ? 'limited' : 'never'}
          onChange={(_, data) => onChange({ doesLapse: data.value === 'limited' })}
        >
          <Radio value="limited" label={t('settings.lifetimeLimited')} />
          <Radio value="never" label={t('settings.lifetimeNever')} />
        </RadioGroup>
      </Field>
      {draft.doesLapse && (
        <div className={styles.indented}>
          <NumberInput
            draft={draft}
            onChange={onChange}
            field="temporaryHours"
            label={t('settings.hours')}
            hint={t('settings.hoursHint')}
          />
        </div>
      )}
    </div>
  )
}

/** When the window locks, when everybody must sign in again, when the clipboard forgets. */
export function SignInAndLockSection(props: SectionProps) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <div className={styles.section}>
      <NumberInput
        {...props}
        field="idleMinutes"
        label={t('settings.idleMinutes')}
        hint={t('settings.idleMinutesHint')}
      />
      <NumberInput
        {...props}
        field="sessionHours"
        label={t('settings.sessionHours')}
        hint={t('settings.sessionHoursHint')}
      />
      <NumberInput
        {...props}
        field="clipboardSeconds"
        label={t('settings.clipboardSeconds')}
        hint={t('settings.clipboardSecondsHint')}
      />
    </div>
  )
}
