import { Body1, Link, Spinner } from '@fluentui/react-components'
import { type ReactNode, useEffect, useState } from 'react'
import type { Status } from '../../shared/settings.ts'
import { useWords } from '../base/words/words.ts'
import { PlainPage } from '../ui/plain-page.tsx'
import { LoadingPage } from '../ui/trouble-page.tsx'
import { RecoveryKeyForm } from './recovery-key-form.tsx'

export type LockedVaultPageProps = {
  readonly status: Status
  /** The sign-in form, for the global admin whose password opens the vault. */
  readonly signIn: ReactNode
  readonly onOpened: () => void
}

/** A keychain that asks nobody has answered after this time, in milliseconds. */
const usualAnswer = 1000

type WaitingProps = { readonly organisation: string; readonly onKey: () => void }

/** Shown while the system asks the person whether Keydesk may have the key. */
function WaitingForKeychain({ organisation, onKey }: WaitingProps) {
  const { t } = useWords()
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), usualAnswer)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong) return <LoadingPage />
  return (
    <PlainPage title={t('vault.lockedTitle')} organisation={organisation} hasFocus={false}>
      <Spinner size="small" labelPosition="after" label={t('errors.keychainFault.waiting')} />
      <div>
        <Link as="button" type="button" onClick={onKey}>
          {t('vault.useKey')}
        </Link>
      </div>
    </PlainPage>
  )
}

/** Shown instead of every other screen until the vault is open. */
export function LockedVaultPage({ status, signIn, onOpened }: LockedVaultPageProps) {
  const { t } = useWords()
  const canSignIn = status.vaultNeeds !== 'recoveryKey'
  const [wantsKey, setWantsKey] = useState(false)
  const { organisation, keychain } = status
  if (keychain === 'waiting' && !wantsKey)
    return <WaitingForKeychain organisation={organisation} onKey={() => setWantsKey(true)} />
  const isTypingKey = wantsKey || !canSignIn
  const hasFault = !canSignIn && keychain !== 'waiting'
  const keyText = hasFault ? t(`errors.keychainFault.${keychain ?? 'gone'}`) : t('vault.typeKey')
  return (
    <PlainPage title={t('vault.lockedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{isTypingKey ? keyText : t('vault.needsAdmin')}</Body1>
      {isTypingKey ? <RecoveryKeyForm onOpened={onOpened} /> : signIn}
      {canSignIn && (
        <div>
          <Link as="button" type="button" onClick={() => setWantsKey(!wantsKey)}>
            {isTypingKey ? t('vault.useSignIn') : t('vault.useKey')}
          </Link>
        </div>
      )}
    </PlainPage>
  )
}
