import { Button } from '@fluentui/react-components'
import type { Request } from '../../shared/requests.ts'
import type { Person } from '../base/chosen.ts'
import { useWords } from '../base/words/words.ts'
import type { useDecision } from './use-decision.ts'

/** The two ways to help that belong to other slices. */
export type HelpWays = {
  readonly onResetPassword: (person: Person) => void
  readonly onGiveCode: (person: Person) => void
}

type HelpButtonsProps = HelpWays & {
  readonly person: Person
  readonly state: Request['state']
  readonly decision: ReturnType<typeof useDecision>
  readonly reason: string
}

/** The buttons that answer a request for help. Those for a new password and a code stay after the answer, because a code may not have worked. */
export function HelpButtons({ person, state, decision, reason, onResetPassword, onGiveCode }: HelpButtonsProps) {
  const { t } = useWords()
  const { approve, refuse, isBusy } = decision
  // The button stays after the answer, so that the focus can return to it.
  if (state !== 'open' && state !== 'approved') return null
  return (
    <>
      <Button appearance="primary" onClick={() => onResetPassword(person)}>
        {t('passwords.resetPassword')}
      </Button>
      <Button onClick={() => onGiveCode(person)}>{t('requests.giveCode')}</Button>
      {state === 'open' && (
        <>
          <Button disabledFocusable={isBusy} onClick={() => refuse.mutate(reason)}>
            {t('requests.refuse')}
          </Button>
          <Button appearance="subtle" disabledFocusable={isBusy} onClick={() => approve.mutate()}>
            {t('requests.helped')}
          </Button>
        </>
      )}
    </>
  )
}
