import type { JobId } from '../../shared/ids.ts'
import { client } from '../base/api.ts'

/** Waits up to 2 seconds for a job about one person; true if it did what it should, so that a notice is enough. */
export async function finished(id: JobId): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const job = await client.jobs.get({ id })
    if (job.state !== 'running') return job.state === 'done' && job.done === job.total
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return false
}
