// Starts the program for text messages from a thread of its own, because starting a program takes tens of milliseconds. Started by
// sms-in-worker.ts.
import { spawn } from 'node:child_process'
import { parentPort } from 'node:worker_threads'
import { faultOfProgram } from './program-fault.ts'
import type { SmsOrder } from './sms-in-worker.ts'

/** Milliseconds after which the program is ended. */
const programTime = 30_000

/** Runs the program without waiting for it. Number and text go to its standard input, so that no list of processes shows them. */
function run({ path, number, text }: SmsOrder): void {
  if (path === null) return
  const fail = (code: string): void => void parentPort?.postMessage(code)
  const failed = (error: Error & { readonly code?: string }) => fail(error.code ?? error.name)
  const fault = faultOfProgram(path)
  if (fault !== null) {
    fail(`REFUSED_${fault}`)
    return
  }
  try {
    const stdio = ['pipe', 'ignore', 'ignore'] as const
    const program = spawn(path, [], { shell: false, stdio: [...stdio], timeout: programTime, windowsHide: true })
    program.on('error', failed)
    program.on('exit', (code) => code !== 0 && fail(`EXIT_${code}`))
    program.stdin.on('error', failed)
    // Line breaks in the text, such as from the organisation's name, are replaced, so that the program always reads two lines.
    program.stdin.end(`${number}\n${text.replace(/\p{Cc}+/gu, ' ')}\n`)
  } catch (error) {
    failed(error as Error)
  }
}

parentPort?.on('message', run)
