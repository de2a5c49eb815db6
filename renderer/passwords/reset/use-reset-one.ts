import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RequestId } from '../../../shared/ids.ts'
import type { SecretTicket } from '../../../shared/passwords.ts'
import { api, client } from '../../base/api.ts'
import type { Chosen } from '../../base/chosen.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { useSettings } from '../../base/session.ts'
import { useAction } from '../../base/use-action.ts'
import { useWords } from '../../base/words/words.ts'
import { useCopying } from '../use-copying.ts'
import { firstChoice, passwordOf, type ResetChoice } from './reset-choice.ts'

/** A finished reset: a ticket for the password, never the password itself. */
export type ResetDone = { readonly ticket: SecretTicket; readonly mustChange: boolean }

/** The state of resetting one person, from the first choice to the password on the clipboard. */
export function useResetOne(person: NonNullable<Chosen['single']>) {
  const { language } = useWords()
  const { temporaryStyle, isMustChangeFixed } = useSettings()
  const queries = useQueryClient()
  const [choice, setChoice] = useState<ResetChoice>(() => firstChoice(temporaryStyle))
  const [isMissing, setIsMissing] = useState(false)
  const [done, setDone] = useState<ResetDone | null>(null)
  const [waiting, setWaiting] = useState<RequestId | null>(null)
  const copying = useCopying()
  const withConfirmation = useConfirmation()

  const resetting = useAction(async (canRequire: boolean) => {
    const { isCopyWanted, isGenerated } = choice
    const mustChange = (choice.mustChange && canRequire) || isMustChangeFixed
    const input = { userId: person.id, choice: passwordOf(choice, language), mustChange }
    const answer = await withConfirmation(() => client.passwords.reset(input))
    setChoice((before) => ({ ...before, password: '' }))
    if (answer.outcome === 'waiting') {
      setWaiting(answer.request)
      void queries.invalidateQueries({ queryKey: api.requests.key() })
      return null
    }
    const { outcome: _, ...ticket } = answer
    setDone({ ticket, mustChange })
    void queries.invalidateQueries({ queryKey: api.users.key() })
    if (isGenerated && isCopyWanted) await copying.copy(ticket.secretId)
    return ticket
  })

  /** `canRequire` is false where the person's directory won't make them change the password. */
  const submit = (canRequire: boolean) => {
    const hasNothing = !choice.isGenerated && choice.password === ''
    setIsMissing(hasNothing)
    if (!hasNothing) void resetting.run(canRequire)
  }
  const change = (part: Partial<ResetChoice>) => {
    setIsMissing(false)
    resetting.clearError()
    setChoice((before) => ({ ...before, ...part, ...(part.isGenerated === true && { password: '' }) }))
  }
  return { choice, change, submit, isMissing, done, waiting, copying, isBusy: resetting.isBusy, error: resetting.error }
}
