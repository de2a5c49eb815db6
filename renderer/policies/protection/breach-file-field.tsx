import { Body1, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled, InfoRegular, WarningFilled } from '@fluentui/react-icons'
import { useController } from 'react-hook-form'
import { localeOf, useWords } from '../../base/words/words.ts'
import type { FoundPolicies, TabProps } from '../fields.tsx'

/** The state of the file in force. */
type BreachFileState = FoundPolicies['breachFile']

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorNeutralForeground3 },
  ready: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorPaletteGreenForeground1 },
  unusable: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorPaletteDarkOrangeForeground1 },
})

const gigabyte = 1_000_000_000

function useSizeText(): (bytes: number) => string {
  const { language } = useWords()
  return (bytes) => {
    const [unit, size] = bytes >= gigabyte ? ['gigabyte', gigabyte] : ['megabyte', gigabyte / 1000]
    const format = { style: 'unit', unit, maximumFractionDigits: 1 } as const
    return new Intl.NumberFormat(localeOf(language), format).format(bytes / Number(size))
  }
}

function useStateText(): (state: BreachFileState) => string {
  const { t } = useWords()
  const sizeText = useSizeText()
  return (state) => {
    switch (state.state) {
      case 'none':
        return t('policies.breach.none')
      case 'ready':
        return t('policies.breach.ready', { size: sizeText(state.bytes) })
      case 'unusable':
        return t('policies.breach.unusable', { reason: t(`policies.breach.reasons.${state.reason}`) })
    }
  }
}

type BreachFileFieldProps = TabProps & {
  readonly state: BreachFileState
  /** The path of the file that the state describes. */
  readonly savedPath: string
}

/** The path of the downloaded list of breached passwords, and whether it can be used. */
export function BreachFileField({ form, isDisabled, state, savedPath }: BreachFileFieldProps) {
  const { t } = useWords()
  const styles = useStyles()
  const stateText = useStateText()
  const { field } = useController({ control: form.control, name: 'protection.breachFile' })
  const isSaved = field.value.trim() === savedPath
  return (
    <>
      <Field label={t('policies.fields.protection.breachFile')} hint={t('policies.notes.breachFile')}>
        <Input
          value={field.value}
          maxLength={1000}
          spellCheck={false}
          autoComplete="off"
          disabled={isDisabled}
          onChange={(_, data) => field.onChange(data.value)}
        />
      </Field>
      <div role="status" className={styles.state}>
        {isSaved && state.state === 'ready' && <CheckmarkCircleFilled className={styles.ready} />}
        {isSaved && state.state === 'unusable' && <WarningFilled className={styles.unusable} />}
        {(!isSaved || state.state === 'none') && <InfoRegular className={styles.icon} />}
        <Body1>{isSaved ? stateText(state) : t('policies.breach.unsaved')}</Body1>
      </div>
    </>
  )
}
