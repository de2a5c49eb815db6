import { Worker } from 'node:worker_threads'
import type { Account, Delivery, Message, Send, SendOptions } from './send.ts'

export type SendQuestion =
  | { readonly id: number; readonly account: Account; readonly message: Message | null }
  | { readonly id: number; readonly isOver: true }
type SendAnswer = { readonly id: number; readonly delivery: Delivery | null }
export type SendInWorker = {
  readonly send: Send
  /** Sends a message to the worker and waits for the answer, but sends no mail. */
  readonly sendNothing: (account: Account, message: Message) => Promise<void>
  readonly close: () => Promise<void>
}

// The worker is a source file beside this one, or a bundle beside the bundle of the program.
const program = new URL(`./send-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
const failed: Delivery = {
  outcome: 'failed',
  reason: 'unknown',
  answer: '',
  replyCode: '',
  isServerWide: false,
  isPermanent: false,
}

type Running = { readonly worker: Worker; readonly waiting: Map<number, (delivery: Delivery | null) => void> }

/** Sends mail in a worker thread, so that TLS and SMTP never block the main thread. Mails to nobody take the same way. */
export function createSendInWorker(options: SendOptions = {}): SendInWorker {
  let running: Running | null = null
  let number = 0

  function stop(which: Running): void {
    if (which === running) running = null
    for (const settle of which.waiting.values()) settle(failed)
    which.waiting.clear()
  }

  function start(): Running {
    if (running !== null) return running
    const one: Running = { worker: new Worker(program, { workerData: options }), waiting: new Map() }
    one.worker.on('message', ({ id, delivery }: SendAnswer) => {
      one.waiting.get(id)?.(delivery)
      one.waiting.delete(id)
      if (one.waiting.size === 0) one.worker.unref()
    })
    one.worker.on('error', () => stop(one))
    one.worker.on('exit', () => stop(one))
    running = one
    return one
  }

  function ask(account: Account, message: Message | null, signal?: AbortSignal): Promise<Delivery | null> {
    const { worker, waiting } = start()
    const id = ++number
    return new Promise((resolve) => {
      const end = () => worker.postMessage({ id, isOver: true } satisfies SendQuestion)
      waiting.set(id, (delivery) => {
        signal?.removeEventListener('abort', end)
        resolve(delivery)
      })
      worker.ref()
      worker.postMessage({ id, account, message } satisfies SendQuestion)
      if (signal?.aborted) end()
      else signal?.addEventListener('abort', end, { once: true })
    })
  }

  return {
    send: async (account, message, signal) => (await ask(account, message, signal)) ?? failed,
    sendNothing: async (account) => void (await ask(account, null)),
    close: async () => {
      await running?.worker.terminate()
    },
  }
}
