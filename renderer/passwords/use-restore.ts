import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PasswordStyle } from '../../shared/passwords.ts'
import { api, client, errorCodeOf } from '../base/api.ts'
import type { Person } from '../base/chosen.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useSettings } from '../base/session.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import type { ResetDone } from './reset/use-reset-one.ts'

/** The state of restoring a deleted user, from the style to the new password; asks for another user name when the old one is taken. */
export function useRestore(person: Person) {
  const { language } = useWords()
  const { temporaryStyle } = useSettings()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const [style, setStyle] = useState<PasswordStyle>(temporaryStyle)
  /** Null as long as the old user name is to be used. */
  const [username, setUsername] = useState<string | null>(null)
  const [done, setDone] = useState<ResetDone | null>(null)

  const restoring = useAction(async () => {
    const input = { userId: person.id, username: username?.trim() ?? null, style, language }
    try {
      setDone({ ticket: await withConfirmation(() => client.passwords.restore(input)), mustChange: true })
    } catch (failure) {
      if (errorCodeOf(failure) === 'USERNAME_TAKEN') setUsername((typed) => typed ?? person.username)
      throw failure
    } finally {
      for (const slice of [api.users, api.deleted]) void queries.invalidateQueries({ queryKey: slice.key() })
    }
  })
  const type = (typed: string) => {
    restoring.clearError()
    setUsername(typed)
  }
  return { style, setStyle, username, type, done, ...restoring }
}
