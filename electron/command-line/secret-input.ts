import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { usageError } from './complaint.ts'
import { mayHaveLostLetters } from './lost-letters.ts'
import { printable } from './output.ts'
import { words } from './words.ts'

const maximumBytes = 8192

/** What was read of standard input beyond the lines asked for so far, because a code may follow the password. */
let rest = Buffer.alloc(0)

/**
 * Asks for a secret: the next line of standard input, or a prompt on the terminal that does not show what is typed. A secret is never an
 * argument, because other users of the machine can read arguments.
 */
export async function readSecret(question: string, isFromInput: boolean): Promise<string> {
  const secret = isFromInput ? await nextLine(process.stdin) : await ask(question)
  if (secret === null) throw usageError(words().t('commandLine.inputEnded'))
  if (secret === '') throw usageError(words().t('commandLine.passwordEmpty'))
  return secret
}

/** Asks for the second factor, a code of the authenticator app or a recovery code. */
export async function readCode(isFromInput: boolean): Promise<string> {
  if (!isFromInput) return ask(words().t('commandLine.code'))
  const code = await nextLine(process.stdin)
  if (code === null || code === '') throw usageError(words().t('commandLine.codeNeeded'))
  return code
}

/** Closes standard input, so that an open pipe does not keep the program running. */
export function closeInput(): void {
  process.stdin.destroy()
}

/** The next line; null where the input ends before one begins. */
async function nextLine(input: NodeJS.ReadStream): Promise<string | null> {
  let bytes = rest
  let end = bytes.indexOf(10)
  if (end < 0) {
    for await (const chunk of input.iterator({ destroyOnReturn: false })) {
      bytes = Buffer.concat([bytes, Buffer.from(chunk as Buffer)])
      end = bytes.indexOf(10)
      if (end >= 0) break
      if (bytes.length > maximumBytes) throw usageError(words().t('commandLine.lineTooLong'))
    }
  }
  if (bytes.length === 0) return null
  rest = end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 1)
  return textOf(end < 0 ? bytes : bytes.subarray(0, end))
}

/** Bytes of another encoding are refused: replaced by others, they would be another password than the one that was meant. */
function textOf(bytes: Uint8Array): string {
  try {
    // Takes a byte order mark away.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r$/, '')
    // UTF-16 without a mark is good UTF-8, with a zero after each letter.
    if (!text.includes('\0')) return withWarning(text)
  } catch {
    // The sentence below says it.
  }
  throw usageError(words().t('commandLine.notUtf8'))
}

let hasWarned = false

/** Says once that letters may have been lost on the way; the text may also really hold a question mark, so that it is taken. */
function withWarning(text: string): string {
  if (mayHaveLostLetters(text) && !hasWarned) {
    hasWarned = true
    process.stderr.write(`${printable(words().t('commandLine.questionMarkInSecret'))}\n`)
  }
  return text
}

/**
 * Asks for the name of what goes, so that nobody removes another one by mistake; throws a usage error unless exactly that is typed. A script
 * has nobody to ask.
 */
export async function mustType(name: string, isFromInput: boolean): Promise<void> {
  const { t } = words()
  if (isFromInput || !process.stdin.isTTY) throw usageError(t('commandLine.sayYes'))
  const typed = await ask(t('commandLine.typeName', { name }), true)
  if (typed.trim().normalize('NFC') !== name) throw usageError(t('commandLine.otherName'))
}

/** Asks on the terminal; what is typed is not shown unless that is wanted. */
async function ask(question: string, isShown = false): Promise<string> {
  if (!process.stdin.isTTY) {
    throw usageError(words().t('commandLine.noTerminal'))
  }
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const output = isShown ? process.stderr : nowhere
  const prompt = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 })
  prompt.setPrompt(`${printable(question)}: `)
  // Printed only now, because characters typed before the prompt controls the terminal would be visible.
  if (isShown) prompt.prompt()
  else process.stderr.write(prompt.getPrompt())
  try {
    return await new Promise<string>((resolve, reject) => {
      prompt.on('line', resolve)
      prompt.on('SIGINT', () => reject(usageError(words().t('commandLine.cancelled'))))
      prompt.on('close', () => reject(usageError(words().t('commandLine.cancelled'))))
    })
  } finally {
    prompt.close()
    if (!isShown) process.stderr.write('\n')
  }
}

/** Asks for a new password, on a terminal twice, so that a typing error does not lock anybody out. */
export async function readNewPassword(isFromInput: boolean): Promise<string> {
  const password = await readSecret(words().t('commandLine.newPassword'), isFromInput)
  if (isFromInput) return password
  if ((await readSecret(words().t('commandLine.passwordAgain'), false)) !== password) {
    throw usageError(words().t('commandLine.passwordsDiffer'))
  }
  return password
}
