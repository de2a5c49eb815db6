import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { usageError } from './complaint.ts'

const maximumBytes = 8192

/** Asks for a secret: the first line of standard input, or a prompt on the terminal that shows nothing of it. Never an argument: others can read those. */
export async function readSecret(question: string, isFromInput: boolean): Promise<string> {
  const secret = isFromInput ? await firstLine(process.stdin) : await ask(question)
  if (secret === '') throw usageError('The password is empty.')
  return secret
}

async function firstLine(input: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk as Buffer)
    const end = bytes.indexOf(10)
    chunks.push(end < 0 ? bytes : bytes.subarray(0, end))
    size += bytes.length
    if (end >= 0) break
    if (size > maximumBytes) throw usageError('The password on standard input is too long.')
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r$/, '')
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw usageError('There is no terminal to ask for a password on. Give it on standard input with --password-stdin.')
  }
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const prompt = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 })
  // Only now: before the prompt took the terminal over, typed characters would show.
  process.stderr.write(`${question}: `)
  try {
    return await new Promise<string>((resolve, reject) => {
      prompt.on('line', resolve)
      prompt.on('SIGINT', () => reject(usageError('Cancelled.')))
      prompt.on('close', () => reject(usageError('Cancelled.')))
    })
  } finally {
    prompt.close()
    process.stderr.write('\n')
  }
}

/** Asks for a new password, twice on a terminal, so that a slip of the finger does not lock anybody out. */
export async function readNewPassword(isFromInput: boolean): Promise<string> {
  const password = await readSecret('New password', isFromInput)
  if (isFromInput) return password
  if ((await readSecret('The same password again', false)) !== password) {
    throw usageError('The two passwords are not the same.')
  }
  return password
}
