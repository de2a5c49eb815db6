import { Worker } from 'node:worker_threads'
import { defaultLanguage, languages } from '../../shared/languages.ts'
import type { Strength } from '../../shared/policies.ts'
import { shippedTerms } from '../../shared/rules/shipped-terms.ts'
import { estimatedLength } from '../../shared/rules/strength.ts'
import { languageWords } from '../language/language.ts'

export type StrengthWords = { readonly words: readonly string[]; readonly maximumLength: number }
export type StrengthQuestion = { readonly id: number; readonly password: string; readonly known: readonly string[] }
export type StrengthAnswer = { readonly id: number; readonly score: number; readonly guesses: number }
export type StrengthEstimate = ReturnType<typeof createStrength>

/**
 * Words that the dictionaries of zxcvbn lack, because they are English. Rare words come last, because the estimate takes the place in the
 * list for how common a word is.
 */
export function guessedWords(): readonly string[] {
  const others = languages.filter((language) => language !== defaultLanguage)
  return [...shippedTerms, ...others.flatMap((language) => languageWords[language].passphraseWords)]
}

/** How long after the last password the dictionaries stay in memory, milliseconds. */
const idleTime = 60_000

// The worker is a source file beside this one, or a bundle beside the bundle of the program.
const program = new URL(`./strength-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
const notInWords = /[^\p{L}\p{M}\p{N}]+/u

type Settle = (answer: StrengthAnswer | null) => void
type Running = { readonly worker: Worker; readonly waiting: Map<number, Settle> }

/** Names as an attacker would try them: whole and word by word. */
function partsOf(names: readonly string[]): readonly string[] {
  const all = names.flatMap((name) => [name, ...name.split(notInWords)]).map((part) => part.trim().toLowerCase())
  return [...new Set(all)].filter((part) => part.length > 2)
}

/**
 * How hard a password is to guess, estimated by zxcvbn; only advice, and null where no estimate is possible. It works in a thread of its own,
 * because estimating a long password takes half a second.
 */
export function createStrength(words: () => readonly string[]) {
  let running: Running | null = null
  let timer: NodeJS.Timeout | undefined
  let number = 0

  function stop(which: Running | null): void {
    if (which === null) return
    if (which === running) running = null
    for (const settle of which.waiting.values()) settle(null)
    which.waiting.clear()
    void which.worker.terminate()
  }

  function start(): Running {
    if (running !== null) return running
    const workerData: StrengthWords = { words: words(), maximumLength: estimatedLength }
    const worker = new Worker(program, { workerData })
    const one: Running = { worker, waiting: new Map() }
    worker.on('message', (answer: StrengthAnswer) => {
      one.waiting.get(answer.id)?.(answer)
      one.waiting.delete(answer.id)
    })
    worker.on('error', () => stop(one))
    worker.on('exit', () => stop(one))
    // A running estimate does not keep the program from ending. Called last, because adding a listener for messages makes the worker keep
    // the program running again.
    worker.unref()
    running = one
    return one
  }

  return {
    estimate: async (password: string, names: readonly string[]): Promise<Strength | null> => {
      clearTimeout(timer)
      const { worker, waiting } = start()
      const id = ++number
      const answer = await new Promise<StrengthAnswer | null>((resolve) => {
        waiting.set(id, resolve)
        worker.postMessage({ id, password, known: partsOf(names) } satisfies StrengthQuestion)
      })
      clearTimeout(timer)
      timer = setTimeout(() => stop(running), idleTime)
      timer.unref()
      if (answer === null) return null
      return { score: answer.score, guesses: answer.guesses, isCut: password.length > estimatedLength }
    },
    close: (): void => {
      clearTimeout(timer)
      stop(running)
    },
  }
}
