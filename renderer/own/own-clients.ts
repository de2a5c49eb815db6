import { createContext, useContext } from 'react'
import type { myMethodsContract } from '../../shared/methods.ts'
import type { ClientOf } from '../../shared/operation.ts'
import type { myRecoveryContract } from '../../shared/recovery.ts'
import type { myRegistrationContract } from '../../shared/registration.ts'
import type { Editable } from '../../shared/rules/directory/directory-fields.ts'
import type { OwnContact } from './contact/own-contact.ts'

/** The operations on the own account. */
export type AccountClient = {
  readonly change: (typed: { readonly currentPassword: string; readonly newPassword: string }) => Promise<unknown>
  readonly updateContact: (contact: OwnContact & { readonly seen: OwnContact }) => Promise<unknown>
  /** What somebody of a connected directory can change; null for people of Keydesk's own. */
  readonly editable: (input: Record<never, never>) => Promise<{ readonly editable: Editable | null }>
  readonly endMine: (session: { readonly id: string }) => Promise<unknown>
}

/** The operations that the pages of this folder use: those of the desk or of the portal, whichever shows the pages. */
export type OwnClients = {
  readonly account: AccountClient
  readonly recovery: ClientOf<typeof myRecoveryContract>
  readonly registration: ClientOf<typeof myRegistrationContract>
  readonly methods: ClientOf<typeof myMethodsContract>
  /** Copies a secret through the door, and returns after how many seconds the door clears the clipboard; null where the door can't copy. */
  readonly copyText: ((text: string) => Promise<number>) | null
}

export const OwnContext = createContext<OwnClients | null>(null)

export function useOwnClients(): OwnClients {
  const clients = useContext(OwnContext)
  if (clients === null) throw new Error('useOwnClients is used outside its context')
  return clients
}
