import { Worker } from 'node:worker_threads'

/** A text message to send. `path` is null for a decoy, which takes this process the same work. */
export type SmsOrder = { readonly path: string | null; readonly number: string; readonly text: string }

// The worker is a source file beside this one, or a bundle beside the bundle of the program.
const program = new URL(`./sms-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** Sends text messages by a worker thread, which is started with the first message and ends with the process. */
export function createSmsInWorker(failed: (error: unknown) => void): (order: SmsOrder) => void {
  let worker: Worker | null = null
  function start(): Worker {
    const one = new Worker(program)
    one.on('message', (code: string) => failed(Object.assign(new Error('the SMS program failed'), { code })))
    one.on('error', failed)
    one.on('exit', () => {
      worker = null
    })
    // Called last, because adding a listener for messages makes the worker keep the program running again.
    one.unref()
    return one
  }
  return (order) => {
    worker ??= start()
    worker.postMessage(order)
  }
}
