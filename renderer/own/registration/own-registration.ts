import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useWords } from '../../base/words/words.ts'
import { registrationKey } from '../contact/own-contact.ts'
import { useOwnClients } from '../own-clients.ts'

/** What the person has registered; nothing of it stays in the cache after the page was left. */
export function useOwnRegistration(enabled = true) {
  const { registration } = useOwnClients()
  const queryKey = [registrationKey, 'mine']
  return useQuery({ queryKey, queryFn: () => registration.mine({}), enabled, gcTime: 0 })
}

export function useOwnMethods() {
  const { methods } = useOwnClients()
  return useQuery({ queryKey: [registrationKey, 'methods'], queryFn: () => methods.mine({}), gcTime: 0 })
}

/** The questions to choose from, in the language of the screen. */
export function useQuestions() {
  const { registration } = useOwnClients()
  const { language } = useWords()
  const queryKey = [registrationKey, 'questions', language]
  return useQuery({ queryKey, queryFn: () => registration.questions({ language }), gcTime: 0 })
}

/** Reads everything again, because the address is shown on other parts of the page too. */
export function useRefresh(): () => void {
  const queries = useQueryClient()
  return useCallback(() => void queries.invalidateQueries(), [queries])
}
