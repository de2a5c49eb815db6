import { Worker } from 'node:worker_threads'

/** A text message to send. `path` is null for a decoy, which takes this process the same work. */
export type SmsOrder = { readonly path: string | null; readonly number: string; readonly text: string }

// The worker is a source file beside this one, or a bundle beside the bundle of the program.
const program = new URL(`./sms-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** What the thread gets, and what it answers: null where the program ended well, else the code of what went wrong. */
export type NumberedOrder = SmsOrder & { readonly order: number }
export type OrderEnd = { readonly order: number; readonly code: string | null }

/**
 * Sends text messages by a worker thread, which is started with the first message and ends with the process. Answers with the code of what went
 * wrong once the program has ended, null for nothing; `failed` hears of it too.
 */
export function createSmsInWorker(failed: (error: unknown) => void): (order: SmsOrder) => Promise<string | null> {
  let worker: Worker | null = null
  let orders = 0
  const waiting = new Map<number, (code: string | null) => void>()

  function end({ order, code }: OrderEnd): void {
    const settle = waiting.get(order)
    waiting.delete(order)
    // One failure may be told twice, such as by the program and by its input.
    if (settle === undefined) return
    if (code !== null) failed(Object.assign(new Error('the SMS program failed'), { code }))
    settle(code)
  }

  function start(): Worker {
    const one = new Worker(program)
    one.on('message', end)
    one.on('error', failed)
    one.on('exit', () => {
      worker = null
      for (const settle of waiting.values()) settle('STOPPED')
      waiting.clear()
    })
    // Called last, because adding a listener for messages makes the worker keep the program running again.
    one.unref()
    return one
  }

  return (wanted) => {
    worker ??= start()
    orders += 1
    const numbered: NumberedOrder = { ...wanted, order: orders }
    const ended = new Promise<string | null>((resolve) => waiting.set(numbered.order, resolve))
    worker.postMessage(numbered)
    return ended
  }
}
