import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { JobId, RequestId } from '../../../shared/ids.ts'
import type { SentLinks } from '../../../shared/links.ts'
import type { PasswordStyle } from '../../../shared/passwords.ts'
import type { Selection } from '../../../shared/users.ts'
import { api, client } from '../../base/api.ts'
import { useSettings } from '../../base/session.ts'
import { useAction } from '../../base/use-action.ts'
import { useWords } from '../../base/words/words.ts'

/** The state of resetting many people, from the choices to the running job. */
export function useResetMany(selection: Selection, onStarted: (jobId: JobId) => void) {
  const { language } = useWords()
  const { temporaryStyle, isMustChangeFixed } = useSettings()
  const queries = useQueryClient()
  const [style, setStyle] = useState<PasswordStyle>(temporaryStyle)
  const [isChangeWanted, setMustChange] = useState(true)
  const mustChange = isChangeWanted || isMustChangeFixed
  const [ownPassword, setOwnPassword] = useState('')
  const [waiting, setWaiting] = useState<RequestId | null>(null)
  const [sentLinks, setSentLinks] = useState<SentLinks | null>(null)
  const [jobId, setJobId] = useState<JobId | null>(null)

  const starting = useAction(async () => {
    await client.sessions.confirm({ password: ownPassword })
    const started = await client.passwords.resetMany({ selection, style, language, mustChange })
    setOwnPassword('')
    if (started.outcome === 'waiting') setWaiting(started.request)
    else {
      setJobId(started.jobId)
      onStarted(started.jobId)
    }
    void queries.invalidateQueries({ queryKey: started.outcome === 'waiting' ? api.requests.key() : api.jobs.key() })
    return started
  })
  const linking = useAction(async () => {
    await client.sessions.confirm({ password: ownPassword })
    const answer = await client.links.send({ selection })
    setOwnPassword('')
    setSentLinks(answer)
    return answer
  })
  const start = () => {
    linking.clearError()
    void starting.run()
  }
  const sendLinks = () => {
    starting.clearError()
    void linking.run()
  }
  const typeOwnPassword = (typed: string) => {
    setOwnPassword(typed)
    starting.clearError()
    linking.clearError()
  }
  return {
    style,
    setStyle,
    mustChange,
    setMustChange,
    ownPassword,
    typeOwnPassword,
    jobId,
    waiting,
    sentLinks,
    start,
    sendLinks,
    isBusy: starting.isBusy || linking.isBusy,
    error: starting.error ?? linking.error,
  }
}
