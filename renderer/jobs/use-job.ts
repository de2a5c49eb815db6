import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { JobId } from '../../shared/ids.ts'
import type { Job } from '../../shared/jobs.ts'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { pollTime } from './job-progress.ts'

/** A job as it goes on, and what can be done with it. */
export function useJob(id: JobId) {
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  const options = api.jobs.get.queryOptions({ input: { id } })
  const job = useQuery({ ...options, staleTime: 0, refetchInterval: (query) => pollTime(query.state.data?.state) })
  const onSuccess = (changed: Job) => {
    queries.setQueryData(options.queryKey, changed)
    void queries.invalidateQueries({ queryKey: api.jobs.list.key() })
  }
  const stop = useMutation(api.jobs.stop.mutationOptions({ onSuccess }))
  // Resuming somebody else's job takes it over, so that the service asks for the own password.
  const resume = useMutation({ mutationFn: () => withConfirmation(() => client.jobs.resume({ id })), onSuccess })
  const retry = useMutation({ mutationFn: () => withConfirmation(() => client.jobs.retry({ id })), onSuccess })

  const state = job.data?.state
  useEffect(() => {
    // When the job ends, the password states in the list and its place in the top bar change.
    if (state === undefined || state === 'running') return
    void queries.invalidateQueries({ queryKey: api.users.key() })
    void queries.invalidateQueries({ queryKey: api.jobs.list.key() })
  }, [state, queries])
  return { job: job.data, error: job.error ?? stop.error ?? resume.error ?? retry.error, stop, resume, retry }
}
