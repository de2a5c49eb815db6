import { useState } from 'react'
import { useNotify } from '../../../base/notify.tsx'
import { useWords } from '../../../base/words/words.ts'
import { MaybeButton } from '../../../ui/maybe-button.tsx'
import type { RowProps } from '../method-words.ts'
import { useRefresh } from '../own-registration.ts'
import { MethodRow } from './method-row.tsx'
import { QuestionsPanel } from './questions-panel.tsx'
import { RemoveOwnPanel } from './remove-own-panel.tsx'

/** Security questions, if the policy allows them for this person. */
export function QuestionsRow({ info, note }: RowProps) {
  const { t } = useWords()
  const notify = useNotify()
  const refresh = useRefresh()
  const [open, setOpen] = useState<null | 'answer' | 'remove'>(null)
  const questions = info.methods.find(({ method }) => method === 'questions')
  if (questions === undefined) return null
  const { isRegistered, detail } = questions
  const close = () => setOpen(null)
  const saved = () => {
    close()
    notify(t('registration.questionsSaved'))
    refresh()
  }
  const state = isRegistered ? t('registration.answered', { count: Number(detail) }) : t('registration.notAnswered')
  return (
    <>
      <MethodRow name={t('methods.names.questions')} state={state} note={note('questions')}>
        <MaybeButton
          label={t(isRegistered ? 'registration.change' : 'registration.answerShort')}
          name={t(isRegistered ? 'registration.changeQuestions' : 'registration.answerQuestions')}
          whyNot={null}
          onClick={() => setOpen('answer')}
        />
        {isRegistered && (
          <MaybeButton
            label={t('methods.remove')}
            name={t('registration.removeQuestions')}
            whyNot={null}
            onClick={() => setOpen('remove')}
          />
        )}
      </MethodRow>
      {open === 'answer' && <QuestionsPanel onSaved={saved} onClose={close} />}
      {open === 'remove' && <RemoveOwnPanel method="questions" onClose={close} />}
    </>
  )
}
