import { useNotify } from '../../../base/notify.tsx'
import { useWords } from '../../../base/words/words.ts'
import { RemovePanel } from '../../../ui/remove-panel.tsx'
import { useOwnClients } from '../../own-clients.ts'
import { useRefresh } from '../own-registration.ts'

const words = {
  email: {
    title: 'registration.removeEmail',
    text: 'registration.removeEmailText',
    done: 'registration.emailRemoved',
  },
  sms: { title: 'registration.removePhone', text: 'registration.removePhoneText', done: 'registration.phoneRemoved' },
  questions: {
    title: 'registration.removeQuestions',
    text: 'registration.removeQuestionsText',
    done: 'registration.questionsRemoved',
  },
} as const

export type RemoveOwnPanelProps = {
  readonly method: keyof typeof words
  /** The address or number to remove. */
  readonly value?: string
  readonly onClose: () => void
}

/** Removes one of the own methods, after saying what it was used for. */
export function RemoveOwnPanel({ method, value = '', onClose }: RemoveOwnPanelProps) {
  const { t } = useWords()
  const notify = useNotify()
  const refresh = useRefresh()
  const { registration } = useOwnClients()
  const { title, text, done } = words[method]
  const removed = () => {
    onClose()
    notify(t(done))
  }
  return (
    <RemovePanel
      title={t(title)}
      text={t(text, { value })}
      remove={() => registration.remove({ method })}
      onRemoved={removed}
      onSettled={refresh}
      onClose={onClose}
    />
  )
}
