import { Worker, type WorkerOptions } from 'node:worker_threads'
import { DomainError } from '../../shared/errors.ts'

/** What a worker says: how far it is, as often as it likes, and then one answer to each question. */
type Told<Progress, Answer> = Progress | Answer

/**
 * A worker that answers one question at a time. A question that has no answer when the worker ends is rejected with STOPPED, and with the
 * worker's own error where it fails by itself.
 */
export function askedWorker<
  Question,
  Progress extends { readonly kind: 'progress' },
  Answer extends { readonly kind: string },
>(program: URL, options: WorkerOptions = {}) {
  const worker = new Worker(program, options)
  let settle: ((told: Answer | Error) => void) | null = null
  let onProgress: (progress: Progress) => void = () => {}
  const end = (told: Answer | Error) => {
    const waiting = settle
    settle = null
    waiting?.(told)
  }
  const isProgress = (told: Told<Progress, Answer>): told is Progress => told.kind === 'progress'
  worker.on('message', (told: Told<Progress, Answer>) => (isProgress(told) ? onProgress(told) : end(told)))
  worker.on('error', end)
  worker.on('exit', () => end(new DomainError('STOPPED')))

  return {
    ask: async (question: Question, report: (progress: Progress) => void = () => {}): Promise<Answer> => {
      onProgress = report
      const told = await new Promise<Answer | Error>((resolve) => {
        settle = resolve
        worker.postMessage(question)
      })
      if (told instanceof Error) throw told
      return told
    },
    close: async (): Promise<void> => void (await worker.terminate()),
  }
}
