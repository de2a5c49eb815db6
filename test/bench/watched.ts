import { timed } from './bench-row.ts'

/** How often the main thread is asked whether it answers, milliseconds. */
const tick = 4

export type Watched = {
  readonly took: number
  /** The longest time in which the main thread answered nobody, and the most that it worked itself in such a time, milliseconds. */
  readonly blocked: number
  readonly own: number
}

/** Times a piece of work, and how long the main thread was kept from a timer meanwhile; what is not its own work is waiting for a core or the disk. */
export async function watched(work: () => unknown): Promise<Watched> {
  let blocked = 0
  let own = 0
  let last = { at: performance.now(), own: ownWork() }
  const look = () => {
    const now = { at: performance.now(), own: ownWork() }
    blocked = Math.max(blocked, now.at - last.at - tick)
    own = Math.max(own, now.own - last.own)
    last = now
  }
  const timer = setInterval(look, tick)
  try {
    const took = await timed(work)
    look()
    return { took, blocked, own }
  } finally {
    clearInterval(timer)
  }
}

/** Time that this thread has had a core for, milliseconds. */
function ownWork(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
