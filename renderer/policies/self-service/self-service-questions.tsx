import { Field, Textarea } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useController } from 'react-hook-form'
import { questionLimits, type SelfServiceFault } from '../../../shared/rules/self-service.ts'
import { localeOf, useWords } from '../../base/words/words.ts'
import { useFaultText } from '../fault-bar.tsx'
import { Heading, NumberField, type TabProps } from '../fields.tsx'
import { readQuestions } from '../policy-draft.ts'

function useQuestions(text: string): { readonly count: number; readonly fault: string | undefined } {
  const { t, language, formatNumber } = useWords()
  const { questions, badLines } = useMemo(() => readQuestions(text), [text])
  const count = questions.length
  if (badLines.length > 0) {
    const lines = new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(badLines.map(formatNumber))
    return { count, fault: t('policies.selfService.badQuestions', { lines, count: badLines.length }) }
  }
  const most = questionLimits.own
  return { count, fault: count > most ? t('policies.selfService.tooManyQuestions', { count: most }) : undefined }
}

/** How many questions people answer, and the organisation's own questions. */
export function SelfServiceQuestions(props: TabProps & { readonly faults: readonly SelfServiceFault[] }) {
  const { t } = useWords()
  const { form, isDisabled, faults } = props
  const { field } = useController({ control: form.control, name: 'selfService.ownQuestions' })
  const { count, fault } = useQuestions(field.value)
  const tooMany = useFaultText(faults)('questionsToReset')
  return (
    <>
      <Heading>{t('methods.names.questions')}</Heading>
      <NumberField {...props} path="selfService.questionsToRegister" />
      <NumberField {...props} path="selfService.questionsToReset" fault={tooMany} />
      <Field
        label={t('policies.fields.selfService.ownQuestions')}
        hint={`${t('policies.selfService.questionCount', { count })}. ${t('policies.selfService.ownQuestionsHint')}`}
        validationState={fault === undefined ? 'none' : 'error'}
        validationMessage={fault}
      >
        <Textarea
          value={field.value}
          rows={4}
          resize="vertical"
          disabled={isDisabled}
          onChange={(_, data) => field.onChange(data.value)}
        />
      </Field>
    </>
  )
}
