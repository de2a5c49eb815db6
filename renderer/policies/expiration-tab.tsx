import { Field, Input, makeStyles } from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'
import { Fields, Indented, NumberField, SwitchField, type TabProps } from './fields.tsx'
import { dayOf, startOf } from './local-day.ts'

const useStyles = makeStyles({ date: { maxWidth: '200px' } })

/** Whether passwords expire, and when people hear of it. */
export function ExpirationTab(props: TabProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { draft, change, isDisabled } = props
  return (
    <Fields>
      <SwitchField {...props} path="expiration.isOn" note={t('policies.notes.expire')} />
      {draft['expiration.isOn'] && (
        <Indented>
          <NumberField {...props} path="expiration.days" note={t('policies.notes.days')} />
          <NumberField {...props} path="expiration.remindDays" note={t('policies.notes.remind')} />
          <Field label={t('policies.fields.expiration.startsAt')} hint={t('policies.notes.startsAt')}>
            <Input
              type="date"
              className={styles.date}
              min="1970-01-02"
              max="9999-12-31"
              value={dayOf(draft['expiration.startsAt'])}
              disabled={isDisabled}
              onChange={(_, data) => change({ 'expiration.startsAt': startOf(data.value) })}
            />
          </Field>
        </Indented>
      )}
    </Fields>
  )
}
