import { useState } from 'react'
import type { Registration } from '../../../../shared/registration.ts'
import { useNotify } from '../../../base/notify.tsx'
import { useWords } from '../../../base/words/words.ts'
import { MaybeButton } from '../../../ui/maybe-button.tsx'
import type { RowProps } from '../method-words.ts'
import { useRefresh } from '../own-registration.ts'
import { EmailPanel } from './email-panel.tsx'
import { MethodRow } from './method-row.tsx'
import { RemoveOwnPanel } from './remove-own-panel.tsx'

/** The private address to which codes are sent once it is proved. */
export function EmailRow({ info, note }: RowProps) {
  const { t } = useWords()
  const notify = useNotify()
  const refresh = useRefresh()
  const { label, name, state } = useEmailWords(info)
  const [open, setOpen] = useState<null | 'change' | 'remove'>(null)
  const { alternateEmail, isEmailProved } = info.contact
  const mailOff = info.isMailOn ? null : t('registration.mailOff')
  const close = () => setOpen(null)
  const proved = () => {
    close()
    notify(t('registration.emailProved'))
    refresh()
  }
  return (
    <>
      <MethodRow name={t('registration.email')} state={state} note={mailOff ?? note('email')}>
        <MaybeButton label={label} name={name} whyNot={mailOff} onClick={() => setOpen('change')} />
        {alternateEmail !== '' && (
          <MaybeButton
            label={t('methods.remove')}
            name={t('registration.removeEmail')}
            whyNot={null}
            onClick={() => setOpen('remove')}
          />
        )}
      </MethodRow>
      {open === 'change' && (
        <EmailPanel title={name} address={isEmailProved ? '' : alternateEmail} onProved={proved} onClose={close} />
      )}
      {open === 'remove' && <RemoveOwnPanel method="email" value={alternateEmail} onClose={close} />}
    </>
  )
}

/** The state of the address in words, and the label of its button. */
function useEmailWords({ contact: { alternateEmail: address, isEmailProved } }: Registration) {
  const { t } = useWords()
  if (isEmailProved) return { label: t('registration.change'), name: t('registration.changeEmail'), state: address }
  const isEmpty = address === ''
  const name = t(isEmpty ? 'registration.addEmail' : 'registration.proveEmail')
  const label = t(isEmpty ? 'methods.addShort' : 'registration.proveShort')
  const state = isEmpty ? t('registration.noEmail') : t('registration.emailUnproved', { address })
  return { label, name, state }
}
