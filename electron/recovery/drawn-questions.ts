import { createHmac, randomInt } from 'node:crypto'
import type { StoredQuestion } from '../language/questions.ts'

/** Picks `count` of the questions at random. */
export function pickQuestions(questions: readonly StoredQuestion[], count: number): readonly StoredQuestion[] {
  const left = [...questions]
  const picked: StoredQuestion[] = []
  while (picked.length < count && left.length > 0) picked.push(...left.splice(randomInt(left.length), 1))
  return picked
}

/** The questions that are shown for a name without any: the same at each try, and different from name to name. */
export function madeUpQuestions(
  account: Uint8Array,
  offered: readonly StoredQuestion[],
  count: number,
): readonly StoredQuestion[] {
  const rank = (question: string) => createHmac('sha256', account).update(question).digest()
  const ranked = offered.map((question) => ({ question, at: rank(question) }))
  return ranked
    .sort((a, b) => a.at.compare(b.at))
    .slice(0, count)
    .map(({ question }) => question)
}
