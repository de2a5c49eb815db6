import type { DoorCapabilities } from '../../shared/door.ts'
import { client } from '../base/api.ts'
import { copyText } from '../base/clipboard/door-copy.ts'
import type { OwnClients } from '../own/own-clients.ts'

/** Confirms the own password for this session. */
export function confirmHere(password: string): Promise<unknown> {
  return client.sessions.confirm({ password })
}

/** The operations of the desk for the pages that the portal shows too. */
export function ownClients({ canCopy }: DoorCapabilities): OwnClients {
  return {
    account: {
      change: client.passwords.change,
      updateContact: client.account.edit,
      editable: client.account.editable,
      endMine: client.sessions.endMine,
    },
    recovery: client.recovery,
    registration: client.registration,
    methods: client.methods,
    copyText: canCopy ? copyText : null,
  }
}
