import { Field, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { type PasswordStyle, passwordStyle } from '../../shared/passwords.ts'
import { useWords } from '../base/words/words.ts'

/** The style of generated passwords, each with an example of what the person will have to type. */
export function StyleChoice({ style, onChange }: { style: PasswordStyle; onChange: (style: PasswordStyle) => void }) {
  const { t } = useWords()
  return (
    <Field label={t('passwords.style')}>
      <RadioGroup value={style} onChange={(_, data) => onChange(passwordStyle.parse(data.value))}>
        {passwordStyle.options.map((option) => (
          <Radio
            key={option}
            value={option}
            label={
              <>
                {t(`passwords.styles.${option}`)} <Text size={200}>{t(`passwords.styleHints.${option}`)}</Text>
              </>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  )
}
