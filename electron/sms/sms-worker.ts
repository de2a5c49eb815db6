// Starts the program for text messages from a thread of its own, because starting a program takes tens of milliseconds. Started by
// sms-in-worker.ts.
import { spawn } from 'node:child_process'
import { parentPort } from 'node:worker_threads'
import { faultOfProgram } from './program-fault.ts'
import type { NumberedOrder, OrderEnd } from './sms-in-worker.ts'

/** Milliseconds after which the program is ended. */
const programTime = 30_000

/** Runs the program without waiting for it. Number and text go to its standard input, so that no list of processes shows them. */
function run({ order, path, number, text }: NumberedOrder): void {
  const end = (code: string | null): void => void parentPort?.postMessage({ order, code } satisfies OrderEnd)
  const failed = (error: Error & { readonly code?: string }) => end(error.code ?? error.name)
  if (path === null) {
    end(null)
    return
  }
  const fault = faultOfProgram(path)
  if (fault !== null) {
    end(`REFUSED_${fault}`)
    return
  }
  try {
    const stdio = ['pipe', 'ignore', 'ignore'] as const
    const program = spawn(path, [], { shell: false, stdio: [...stdio], timeout: programTime, windowsHide: true })
    program.on('error', failed)
    // Without a code it was ended, most often because it took too long.
    program.on('exit', (code) => end(code === 0 ? null : code === null ? 'ETIMEDOUT' : `EXIT_${code}`))
    program.stdin.on('error', failed)
    // Line breaks in the text, such as from the organisation's name, are replaced, so that the program always reads two lines.
    program.stdin.end(`${number}\n${text.replace(/\p{Cc}+/gu, ' ')}\n`)
  } catch (error) {
    failed(error as Error)
  }
}

parentPort?.on('message', run)
