import { Body1, Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useEffect, useId, useRef, useState } from 'react'
import { errorCodeOf } from '../../../base/api-errors.ts'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { Form, FormActions } from '../../../ui/form.tsx'
import { BusyButton } from '../busy-button.tsx'
import { Refusal } from '../refusal.tsx'
import type { Wizard } from '../use-wizard.ts'

/** The questions of the run. After wrong answers others are asked, and nothing tells which answer was wrong. */
export function QuestionsForm({ wizard, onRefused }: { readonly wizard: Wizard; readonly onRefused: () => void }) {
  const { t } = useWords()
  const { questions } = wizard
  const action = useWork()
  const [answers, setAnswers] = useState<readonly string[]>([])
  const [isChecked, setIsChecked] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const refusal = useId()
  // After a wrong set other questions are drawn, and the cursor goes to the first of them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each draw
  useEffect(() => first.current?.focus(), [questions])
  const answerOf = (at: number) => answers[at] ?? ''
  const isWrong = errorCodeOf(action.error) === 'PROOF_WRONG'
  const isToldWrong = isWrong && answers.length === 0

  const send = async () => {
    try {
      await wizard.prove({ method: 'questions', answers: questions.map((_, at) => answerOf(at)) })
    } catch (failure) {
      onRefused()
      if (errorCodeOf(failure) === 'PROOF_WRONG') {
        await wizard.ask('questions')
        setAnswers([])
        setIsChecked(false)
      }
      throw failure
    }
  }
  const submit = () => {
    setIsChecked(true)
    if (questions.every((_, at) => answerOf(at).trim() !== '')) void action.run(send)
  }
  const faultOf = (at: number): string | undefined =>
    isChecked && answerOf(at).trim() === '' ? t('ui.mustFill') : undefined
  return (
    <>
      <Body1>{t('recovery.questionsText')}</Body1>
      <Form onSubmit={submit}>
        {!isWrong && <Refusal error={action.error} />}
        {isToldWrong && (
          // Shown above all fields, because a message at one field would tell which answer was wrong.
          <MessageBar intent="error" layout="multiline" role="alert">
            <MessageBarBody id={refusal}>{t('recovery.wrongAnswers')}</MessageBarBody>
          </MessageBar>
        )}
        {questions.map((question, at) => (
          <Field key={question} label={question} validationMessage={faultOf(at)}>
            <Input
              ref={at === 0 ? first : undefined}
              aria-describedby={at === 0 && isToldWrong ? refusal : undefined}
              value={answerOf(at)}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              onChange={(_, data) =>
                setAnswers(questions.map((_, other) => (other === at ? data.value : answerOf(other))))
              }
            />
          </Field>
        ))}
        <FormActions>
          <BusyButton isBusy={action.isBusy}>{t('common.next')}</BusyButton>
          <Button onClick={wizard.steps.back}>{t('common.back')}</Button>
        </FormActions>
      </Form>
    </>
  )
}
