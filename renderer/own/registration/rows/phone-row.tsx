import { useState } from 'react'
import { useWords } from '../../../base/words/words.ts'
import { MaybeButton } from '../../../ui/maybe-button.tsx'
import type { RowProps } from '../method-words.ts'
import { MethodRow } from './method-row.tsx'
import { RemoveOwnPanel } from './remove-own-panel.tsx'

/** The number for calls and text messages; an admin must confirm it. */
export function PhoneRow({ info, note }: RowProps) {
  const { t } = useWords()
  const [isRemoving, setIsRemoving] = useState(false)
  const { mobilePhone: number, isPhoneProved } = info.contact
  if (number === '') return <MethodRow name={t('registration.phone')} state={t('registration.noPhone')} />
  return (
    <>
      <MethodRow
        name={t('registration.phone')}
        state={number}
        note={isPhoneProved ? note('sms') : t('registration.phoneUnproved')}
      >
        <MaybeButton
          label={t('methods.remove')}
          name={t('registration.removePhone')}
          whyNot={null}
          onClick={() => setIsRemoving(true)}
        />
      </MethodRow>
      {isRemoving && <RemoveOwnPanel method="sms" value={number} onClose={() => setIsRemoving(false)} />}
    </>
  )
}
