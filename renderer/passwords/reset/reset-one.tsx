import { Button } from '@fluentui/react-components'
import { useId, useRef } from 'react'
import type { Chosen } from '../../base/chosen.ts'
import { useWords } from '../../base/words/words.ts'
import { Panel } from '../../ui/panel.tsx'
import { useInitialFocus } from '../../ui/use-initial-focus.ts'
import { ResetResult } from '../results/reset-result.tsx'
import { usePrintSlips } from '../slips/use-print-slips.tsx'
import { ResetForm } from './reset-form.tsx'
import { SendLinkButton } from './send-link-button.tsx'
import { useResetOne } from './use-reset-one.ts'
import { useSendLink } from './use-send-link.ts'
import { WaitingResult } from './waiting-result.tsx'

export type ResetOneProps = { readonly person: NonNullable<Chosen['single']>; readonly onClose: () => void }

/** The reset of one person in two clicks: the key icon, then Reset password, which also copies the new password. */
export function ResetOne({ person, onClose }: ResetOneProps) {
  const { t } = useWords()
  const formId = useId()
  const primary = useRef<HTMLButtonElement>(null)
  const reset = useResetOne(person)
  const printing = usePrintSlips()
  const link = useSendLink(person, onClose)
  const { done, waiting } = reset
  useInitialFocus(primary)

  const submit = (canRequire: boolean) => {
    link.clearError()
    reset.submit(canRequire)
  }
  const sendLink = () => {
    reset.change({})
    void link.run()
  }
  const either = { ...reset, submit, error: reset.error ?? link.error }
  // No other button takes the place of this one, because the second click of a double-click would press it.
  const footer =
    done === null && waiting === null ? (
      <>
        <Button ref={primary} type="submit" form={formId} appearance="primary" disabledFocusable={reset.isBusy}>
          {t('passwords.resetPassword')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        {link.isOffered && <SendLinkButton whyNot={link.whyNot} isBusy={link.isBusy} onClick={sendLink} />}
      </>
    ) : undefined
  return (
    <Panel isOpen title={t('passwords.resetPassword')} onClose={onClose} footer={footer}>
      {done === null && waiting === null && <ResetForm id={formId} person={person} reset={either} />}
      {waiting !== null && <WaitingResult request={waiting} />}
      {done !== null && <ResetResult done={done} copying={reset.copying} printing={printing} />}
      {printing.slips}
    </Panel>
  )
}
