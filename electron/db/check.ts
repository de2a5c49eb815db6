import { Worker } from 'node:worker_threads'

// The worker is a source file beside this one, or a bundle beside the bundle of the program.
const program = new URL(`./check-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/**
 * Checks a whole store for damage (SQLite's quick_check) in a thread of its own. Answers the names of damaged tables, or of the file where no
 * table can be named; an empty list for a sound store; null where the check was stopped or could not run.
 */
export function createStoreCheck(file: string) {
  const running = new Set<Worker>()
  return {
    run: (): Promise<readonly string[] | null> =>
      new Promise((resolve) => {
        const worker = new Worker(program, { workerData: file })
        running.add(worker)
        worker.once('message', resolve)
        worker.once('error', () => resolve(null))
        worker.once('exit', () => {
          running.delete(worker)
          resolve(null)
        })
        // Called last, because adding a listener for messages makes the worker keep the program running again.
        worker.unref()
      }),
    stop: async (): Promise<void> => {
      await Promise.all([...running].map((worker) => worker.terminate()))
    },
  }
}
