import { Field, Input, makeStyles } from '@fluentui/react-components'
import { useController } from 'react-hook-form'
import { useWords } from '../base/words/words.ts'
import { Fields, Indented, NumberField, SwitchField, type TabProps } from './fields.tsx'
import { dayOf, startOf } from './local-day.ts'

const useStyles = makeStyles({ date: { maxWidth: '200px' } })

/** Whether passwords expire, and when people are reminded. */
export function ExpirationTab(props: TabProps) {
  const { t } = useWords()
  return (
    <Fields>
      <SwitchField {...props} path="expiration.isOn" note={t('policies.notes.expire')} />
      {props.draft.expiration.isOn && (
        <Indented>
          <NumberField {...props} path="expiration.days" note={t('policies.notes.days')} />
          <NumberField {...props} path="expiration.remindDays" note={t('policies.notes.remind')} />
          <StartField {...props} />
        </Indented>
      )}
    </Fields>
  )
}

function StartField({ form, isDisabled }: TabProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { field } = useController({ control: form.control, name: 'expiration.startsAt' })
  return (
    <Field label={t('policies.fields.expiration.startsAt')} hint={t('policies.notes.startsAt')}>
      <Input
        type="date"
        className={styles.date}
        min="1970-01-02"
        max="9999-12-31"
        value={dayOf(field.value === '' ? null : Number(field.value))}
        disabled={isDisabled}
        onChange={(_, data) => field.onChange(String(startOf(data.value) ?? ''))}
      />
    </Field>
  )
}
