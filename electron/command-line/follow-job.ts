import { setTimeout as sleep } from 'node:timers/promises'
import { isDomainError } from '../../shared/errors.ts'
import type { JobId } from '../../shared/ids.ts'
import type { InterruptionReason, Job, JobItem } from '../../shared/jobs.ts'
import type { Caller } from '../rpc/caller.ts'
import type { Desk } from './desk.ts'
import { localNumber, words } from './words.ts'

const pollInterval = 250
/** Milliseconds that a job may be interrupted before the command ends; the job can be resumed. */
const interruptionLimit = 60_000

function interruptionText(reason: InterruptionReason): string {
  const { t } = words()
  return `${t(`jobs.interruptions.${reason}`)} ${t('jobs.triesAgain')}`
}

/** Waits until a job ends, says how far it is, and stops it after the current person when somebody presses Ctrl+C. */
export async function followJob({ services, caller, output }: Desk, id: JobId): Promise<Job> {
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    output.say(words().t('commandLine.stopping'))
    caller.jobs.stop({ id }).catch(ignoreEnded)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Printed first, so that the job can be resumed by its id if this process is killed.
  output.say(words().t('commandLine.job', { id }))
  let interruptedSince: number | null = null
  try {
    const ended = services.jobs.finished(id).then(() => true)
    for (let isOver = false; !isOver; ) {
      isOver = await Promise.race([ended, sleep(pollInterval, false)])
      const { done, skipped, failed, total, interruption } = await caller.jobs.get({ id })
      if (interruption === null) interruptedSince = null
      else {
        if (interruptedSince === null)
          output.say(`${words().t('jobs.states.interrupted')}. ${interruptionText(interruption.reason)}`)
        interruptedSince ??= performance.now()
        if (performance.now() - interruptedSince > interruptionLimit) break
      }
      const numbers = { done: localNumber(done + skipped + failed), total: localNumber(total) }
      output.progress(words().t('jobs.progress', numbers))
    }
    return await caller.jobs.get({ id })
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** A job that ends by itself while it is being stopped is no failure. */
function ignoreEnded(error: unknown): void {
  if (!isDomainError(error, 'JOB_STATE')) throw error
}

/** Every person of a job, in its order. */
export async function itemsOf(caller: Caller, id: JobId): Promise<readonly JobItem[]> {
  const items: JobItem[] = []
  for (;;) {
    const page = await caller.jobs.items({ id, outcome: null, offset: items.length, limit: 500 })
    items.push(...page.items)
    if (page.items.length === 0 || items.length >= page.total) return items
  }
}
