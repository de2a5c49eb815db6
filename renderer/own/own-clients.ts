import { createContext, useContext } from 'react'
import type { myMethodsContract } from '../../shared/methods.ts'
import type { ClientOf } from '../../shared/operation.ts'
import type { myRecoveryContract } from '../../shared/recovery.ts'
import type { myRegistrationContract } from '../../shared/registration.ts'
import type { OwnContact } from './contact/own-contact.ts'

/** What people do about their own account. */
export type AccountClient = {
  readonly change: (typed: { readonly currentPassword: string; readonly newPassword: string }) => Promise<unknown>
  readonly updateContact: (contact: OwnContact & { readonly seen: OwnContact }) => Promise<unknown>
  readonly endMine: (session: { readonly id: string }) => Promise<unknown>
}

/** What the pages of this room ask of whichever door shows them: the desk's or the portal's. */
export type OwnClients = {
  readonly account: AccountClient
  readonly recovery: ClientOf<typeof myRecoveryContract>
  readonly registration: ClientOf<typeof myRegistrationContract>
  readonly methods: ClientOf<typeof myMethodsContract>
  /** Copies by the door where it can; returns after how many seconds it clears the clipboard. */
  readonly copyText: ((text: string) => Promise<number>) | null
}

export const OwnContext = createContext<OwnClients | null>(null)

export function useOwnClients(): OwnClients {
  const clients = useContext(OwnContext)
  if (clients === null) throw new Error('useOwnClients is used outside its context')
  return clients
}
