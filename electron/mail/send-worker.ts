// Talks to the mail server in a thread of its own, so that answers to users never wait for it. Started by send-in-worker.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { createSend, type SendOptions } from './send.ts'
import type { SendQuestion } from './send-in-worker.ts'

const send = createSend(workerData as SendOptions)
const open = new Map<number, AbortController>()

async function answer({ id, account, message }: Exclude<SendQuestion, { readonly isOver: true }>): Promise<void> {
  const controller = new AbortController()
  open.set(id, controller)
  const delivery = message === null ? null : await send(account, message, controller.signal)
  open.delete(id)
  parentPort?.postMessage({ id, delivery })
}

parentPort?.on('message', (question: SendQuestion) => {
  if ('isOver' in question) open.get(question.id)?.abort()
  else void answer(question)
})
