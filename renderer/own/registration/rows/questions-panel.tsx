import { Body1, Button, Field, Input, makeStyles, Select, Spinner, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { type AnswerFault, answerFaults, questionLimits } from '../../../../shared/rules/self-service.ts'
import { errorDataOf } from '../../../base/api-errors.ts'
import { useUnsaved } from '../../../base/unsaved.ts'
import { useConfirmedAction } from '../../../base/use-action.ts'
import { stillTrue, useComplaints } from '../../../base/use-complaints.ts'
import { useWords } from '../../../base/words/words.ts'
import { CancelButton } from '../../../ui/cancel-button.tsx'
import { ErrorBar } from '../../../ui/error-bar.tsx'
import { Form, FormActions } from '../../../ui/form.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { useOwnClients } from '../../own-clients.ts'
import { useQuestions } from '../own-registration.ts'

const useStyles = makeStyles({
  pair: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
  },
  // Shrinks, because the longest question is wider than a phone.
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  select: { minWidth: 0 },
})

export type QuestionsPanelProps = { readonly onSaved: () => void; readonly onClose: () => void }

/** Lets the person choose and answer questions; no question and no answer twice. */
export function QuestionsPanel({ onSaved, onClose }: QuestionsPanelProps) {
  const { t } = useWords()
  const { data, error, refetch } = useQuestions()
  return (
    <Panel isOpen title={t('methods.names.questions')} onClose={onClose}>
      <ErrorBar error={error} />
      {data === undefined && error === null && <Spinner size="small" delay={300} label={t('ui.loading')} />}
      {data !== undefined && (
        // The form starts again when the number of questions changes.
        <QuestionsForm
          key={data.count}
          {...data}
          onOutdated={() => void refetch()}
          onSaved={onSaved}
          onClose={onClose}
        />
      )}
    </Panel>
  )
}

type Draft = {
  /** The chosen question by its place, because its text depends on the language of the screen; null until one is chosen. */
  readonly choice: number | null
  readonly answer: string
}
type Offer = { readonly offered: readonly string[]; readonly count: number }
type QuestionsFormProps = Offer & QuestionsPanelProps & { readonly onOutdated: () => void }
type Complaints = { readonly question: string | undefined; readonly answer: string | undefined }

function useDrafts({ offered, count, onOutdated, onSaved }: QuestionsFormProps) {
  const { t } = useWords()
  const { registration } = useOwnClients()
  const { run, error, isBusy } = useConfirmedAction(() => {})
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    Array.from({ length: count }, () => ({ choice: null, answer: '' })),
  )
  const answers = drafts.map(({ choice, answer }, at) => ({ question: offered[choice ?? -1] ?? `${at}`, answer }))
  const faults = answerFaults(answers)
  const isChosen = ({ choice }: Draft) => choice !== null && offered[choice] !== undefined
  const refused = errorDataOf(error, 'FIELD_INVALID')?.reason
  const reason = (['unknown', 'count', 'length', 'twice'] as const).find((one) => one === refused) ?? null
  const wordsOf = ({ field, reason: why }: AnswerFault) => {
    const [least, most] = questionLimits.answer
    if (why === 'length') return t('registration.faults.length', { least, most })
    return t(field === 'question' ? 'registration.faults.questionTwice' : 'registration.faults.answerTwice')
  }
  // By the place of the pair, and the field in it.
  const found = Object.fromEntries(
    drafts.flatMap((draft, at) => {
      if (!isChosen(draft)) return [[`${at}.question`, t('registration.faults.choose')] as const]
      return faults.filter((one) => one.at === at).map((one) => [`${at}.${one.field}`, wordsOf(one)] as const)
    }),
  )
  const held = Object.fromEntries(
    drafts.flatMap(({ choice, answer }, at) => [
      [`${at}.question`, choice],
      [`${at}.answer`, answer],
    ]),
  )
  const [complaints, complain] = useComplaints<Readonly<Record<string, string>>>((place) => held[place])
  const shown = stillTrue(complaints, found)
  const complaintsAt = (at: number): Complaints => ({
    question: shown[`${at}.question`],
    answer: shown[`${at}.answer`],
  })
  const submit = () => {
    complain(found)
    if (Object.keys(found).length > 0) return
    void run(
      () =>
        registration.saveQuestions({ answers }).catch((failure: unknown) => {
          // The policy has changed while this form was open.
          if (errorDataOf(failure, 'FIELD_INVALID') !== null) onOutdated()
          throw failure
        }),
      onSaved,
    )
  }
  const change = (at: number, part: Partial<Draft>) =>
    setDrafts(drafts.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return { drafts, change, complaintsAt, reason, error: reason === null ? error : null, isBusy, submit }
}

function QuestionsForm(props: QuestionsFormProps) {
  const { t } = useWords()
  const { offered, count } = props
  const { drafts, change, complaintsAt, reason, error, isBusy, submit } = useDrafts(props)
  const taken = drafts.map(({ choice }) => choice)
  useUnsaved(drafts.some(({ choice, answer }) => choice !== null || answer !== ''))
  return (
    <Form hasFocus onSubmit={submit}>
      <Body1>{t('registration.questionsText', { count })}</Body1>
      <ErrorBar error={error} />
      {reason !== null && (
        <Body1 role="alert">
          {reason === 'unknown' || reason === 'count'
            ? t(`registration.faults.${reason}`)
            : t('registration.faults.again')}
        </Body1>
      )}
      {drafts.map((draft, at) => (
        <Pair
          // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place; there are always as many.
          key={at}
          number={at + 1}
          offered={offered}
          draft={draft}
          taken={taken}
          complaints={complaintsAt(at)}
          onChange={(part) => change(at, part)}
        />
      ))}
      <FormActions>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {t('common.save')}
        </Button>
        <CancelButton />
      </FormActions>
    </Form>
  )
}

type PairProps = Pick<Offer, 'offered'> & {
  readonly number: number
  readonly draft: Draft
  readonly taken: readonly (number | null)[]
  readonly complaints: Complaints
  readonly onChange: (part: Partial<Draft>) => void
}

function Pair({ number, offered, draft, taken, complaints, onChange }: PairProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { choice, answer } = draft
  const state = (fault: string | undefined) => (fault === undefined ? 'none' : 'error')
  return (
    <div className={styles.pair}>
      <Field
        className={styles.field}
        label={t('registration.question', { number })}
        validationState={state(complaints.question)}
        validationMessage={complaints.question}
      >
        <Select
          className={styles.select}
          value={choice === null ? '' : String(choice)}
          onChange={(_, data) => onChange({ choice: data.value === '' ? null : Number(data.value) })}
        >
          <option value="">{t('registration.chooseQuestion')}</option>
          {offered.map(
            (question, at) =>
              (at === choice || !taken.includes(at)) && (
                <option key={question} value={at}>
                  {question}
                </option>
              ),
          )}
        </Select>
      </Field>
      <Field
        label={t('registration.answer', { number })}
        validationState={state(complaints.answer)}
        validationMessage={complaints.answer}
      >
        <Input
          value={answer}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => onChange({ answer: data.value })}
        />
      </Field>
    </div>
  )
}
