import { useQueryClient } from '@tanstack/react-query'
import type { JobId, UserId } from '../../shared/ids.ts'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useSettings } from '../base/session.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'

/** Gives people temporary passwords in the usual style, without further questions but the own password where the rule asks for it. */
export function useGivePasswords(onStarted: (jobId: JobId) => void) {
  const { t, language, formatNumber } = useWords()
  const { temporaryStyle } = useSettings()
  const notify = useNotify()
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  return useAction(async (ids: readonly UserId[]) => {
    const selection = { kind: 'users', ids } as const
    const input = { selection, style: temporaryStyle, language, mustChange: true }
    const started = await withConfirmation(() => client.passwords.resetMany(input))
    const isWaiting = started.outcome === 'waiting'
    void queries.invalidateQueries({ queryKey: isWaiting ? api.requests.key() : api.jobs.key() })
    if (isWaiting) notify(t('passwords.waitingText', { number: formatNumber(started.request) }))
    else onStarted(started.jobId)
    return started
  })
}
