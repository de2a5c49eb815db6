import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useCallback, useContext } from 'react'
import type { methodsContract } from '../../shared/methods.ts'
import type { ClientOf } from '../../shared/operation.ts'
import type { registrationContract } from '../../shared/selfservice.ts'
import { useWords } from '../base/words/words.ts'
import { registrationKey } from '../ui/own-contact.ts'

type OwnMethods = 'mine' | 'startAuthenticator' | 'confirmAuthenticator' | 'removeAuthenticator' | 'createRecoveryCodes'

/** What these pages ask of whichever door shows them. */
export type RegistrationClients = {
  readonly registration: ClientOf<typeof registrationContract>
  readonly methods: Pick<ClientOf<typeof methodsContract>, OwnMethods>
  /** Copies past the page where the door can; answers after how many seconds it clears the clipboard. */
  readonly copyText: ((text: string) => Promise<number>) | null
}

export const RegistrationContext = createContext<RegistrationClients | null>(null)

export function useRegistrationClients(): RegistrationClients {
  const clients = useContext(RegistrationContext)
  if (clients === null) throw new Error('useRegistrationClients is used outside its context')
  return clients
}

/** How far the person is registered; nothing of it stays in the cache after the page. */
export function useOwnRegistration(enabled = true) {
  const { registration } = useRegistrationClients()
  const queryKey = [registrationKey, 'mine']
  return useQuery({ queryKey, queryFn: () => registration.mine({}), enabled, gcTime: 0 })
}

export function useOwnMethods() {
  const { methods } = useRegistrationClients()
  return useQuery({ queryKey: [registrationKey, 'methods'], queryFn: () => methods.mine({}), gcTime: 0 })
}

/** The questions to choose from, in the language of the screen. */
export function useQuestions() {
  const { registration } = useRegistrationClients()
  const { language } = useWords()
  const queryKey = [registrationKey, 'questions', language]
  return useQuery({ queryKey, queryFn: () => registration.questions({ language }), gcTime: 0 })
}

/** Asks for everything anew: an address is on other parts of the page too. */
export function useRefresh(): () => void {
  const queries = useQueryClient()
  return useCallback(() => void queries.invalidateQueries(), [queries])
}
