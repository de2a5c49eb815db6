// Loads the dictionaries of zxcvbn (some 70 MB) into a thread of their own and answers with estimates. Started by strength.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import type { StrengthAnswer, StrengthQuestion, StrengthWords } from './strength.ts'

const { words, maximumLength } = workerData as StrengthWords
const dictionary = { ...common, ...english, nordic: [...words] }
const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: maximumLength })

parentPort?.on('message', ({ id, password, known }: StrengthQuestion) => {
  const { score, guesses } = estimator.check(password, [...known])
  parentPort?.postMessage({ id, score, guesses } satisfies StrengthAnswer)
})
