import type { DoorCapabilities } from '../../shared/door.ts'
import { client } from '../base/api.ts'
import { copyText } from '../base/clipboard/door-copy.ts'
import type { RegistrationClients } from '../registration/registration-clients.ts'

/** Proves the own password in this session. */
export function confirmHere(password: string): Promise<unknown> {
  return client.sessions.confirm({ password })
}

/** What the pages of registration, which the portal shows too, ask of the app. */
export function registrationClients({ canCopy }: DoorCapabilities): RegistrationClients {
  return { registration: client.registration, methods: client.methods, copyText: canCopy ? copyText : null }
}
