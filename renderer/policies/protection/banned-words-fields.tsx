import { Field, Textarea } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useController } from 'react-hook-form'
import { localeOf, useWords } from '../../base/words/words.ts'
import { SwitchField, type TabProps } from '../fields.tsx'
import { maximumTerms, readTerms } from '../policy-draft.ts'

const namedLines = 10

function useTermsFault(text: string): { readonly count: number; readonly fault: string | undefined } {
  const { t, language, formatNumber } = useWords()
  const { terms, badLines } = useMemo(() => readTerms(text), [text])
  const count = terms.length
  if (badLines.length > 0) {
    const named = badLines.slice(0, namedLines).map(formatNumber)
    const rest = badLines.length > namedLines ? ['…'] : []
    const lines = new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format([...named, ...rest])
    return { count, fault: t('policies.badLines', { lines, count: badLines.length }) }
  }
  return { count, fault: count > maximumTerms ? t('policies.tooManyTerms', { count: maximumTerms }) : undefined }
}

/** The shipped list, how strictly words are compared, and the organisation's own words. */
export function BannedWordsFields(props: TabProps) {
  const { t } = useWords()
  const { field } = useController({ control: props.form.control, name: 'protection.ownTerms' })
  const { count, fault } = useTermsFault(field.value)
  return (
    <>
      <SwitchField {...props} path="protection.isShippedListOn" note={t('policies.notes.shippedList')} />
      <SwitchField {...props} path="protection.isStrict" note={t('policies.notes.strict')} />
      <Field
        label={t('policies.fields.protection.ownTerms')}
        hint={`${t('policies.values.words', { count })}. ${t('policies.notes.ownTerms')}`}
        validationState={fault === undefined ? 'none' : 'error'}
        validationMessage={fault}
      >
        <Textarea
          value={field.value}
          rows={6}
          resize="vertical"
          spellCheck={false}
          disabled={props.isDisabled}
          onChange={(_, data) => field.onChange(data.value)}
        />
      </Field>
    </>
  )
}
