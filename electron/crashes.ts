import type { Worker } from 'node:worker_threads'
import type { CrashPlace, Log } from './log.ts'

/**
 * Keeps a record of every thread that dies by an error, and calls `onCrash` with an error that nobody caught, which ends the program: Node
 * itself would print its message, and that may hold what somebody typed. Answers a function that stops both.
 */
export function watchCrashes(log: Pick<Log, 'crash'>, onCrash: (error: unknown) => void): () => void {
  const stopThreads = watchThreads(log)
  process.on('uncaughtException', onCrash)
  process.on('unhandledRejection', onCrash)
  return () => {
    stopThreads()
    process.off('uncaughtException', onCrash)
    process.off('unhandledRejection', onCrash)
  }
}

/** The same for threads only. Whoever started a thread goes on handling its end. */
export function watchThreads(log: Pick<Log, 'crash'>): () => void {
  const onWorker = (worker: Worker) => void worker.on('error', (error) => log.crash('thread', error))
  process.on('worker', onWorker)
  return () => void process.off('worker', onWorker)
}

/** Records an error that nobody caught, says so in words, and ends the program with status 1; what was acknowledged is in the store. */
export function endWithWords(
  log: Pick<Log, 'crash'>,
  where: CrashPlace,
  say: (logId: string) => void,
): (error: unknown) => void {
  let hasFailed = false
  return (error) => {
    if (hasFailed) return
    hasFailed = true
    say(log.crash(where, error))
    process.exit(1)
  }
}
