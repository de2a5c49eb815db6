import { Body1, Link } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import type { Status } from '../../shared/settings.ts'
import { useWords } from '../base/words/words.ts'
import { PlainPage } from '../ui/plain-page.tsx'
import { RecoveryKeyForm } from './recovery-key-form.tsx'

export type LockedVaultPageProps = {
  readonly status: Status
  /** The sign-in form, for the global admin whose password opens the vault. */
  readonly signIn: ReactNode
  readonly onOpened: () => void
}

/** Shown instead of every other screen until the vault is open. */
export function LockedVaultPage({ status, signIn, onOpened }: LockedVaultPageProps) {
  const { t } = useWords()
  const canSignIn = status.vaultNeeds !== 'recoveryKey'
  const [isTypingKey, setIsTypingKey] = useState(!canSignIn)
  const text = isTypingKey
    ? t(canSignIn ? 'vault.typeKey' : `errors.keychainFault.${status.keychain ?? 'gone'}`)
    : t('vault.needsAdmin')
  return (
    <PlainPage title={t('vault.lockedTitle')} organisation={status.organisation} hasFocus={false}>
      <Body1>{text}</Body1>
      {isTypingKey ? <RecoveryKeyForm onOpened={onOpened} /> : signIn}
      {canSignIn && (
        <div>
          <Link as="button" type="button" onClick={() => setIsTypingKey(!isTypingKey)}>
            {isTypingKey ? t('vault.useSignIn') : t('vault.useKey')}
          </Link>
        </div>
      )}
    </PlainPage>
  )
}
