import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createEvents } from '../../../electron/events/events.ts'
import { createRowsOfUser } from '../../../electron/events/rows-of-user.ts'
import type { StoredQuestion } from '../../../electron/language/questions.ts'
import { createHasher } from '../../../electron/passwords/hash.ts'
import { createAnswers } from '../../../electron/registration/answers.ts'
import { temporaryFolder } from '../../support/test-services.ts'

function opened() {
  const { sql, close } = openDatabase(temporaryFolder())
  onTestFinished(() => void close())
  const pepper = randomBytes(32)
  let hashes = 0
  const hasher = createHasher({
    pepper: () => pepper,
    limit: (work) => {
      hashes += 1
      return work()
    },
  })
  const events = createEvents(sql)
  const answers = createAnswers({ sql, hasher, events, rowsOfUser: createRowsOfUser({ sql, events }) })
  sql.prepare("INSERT INTO users (username, display_name, created_at) VALUES ('ida', 'Ida', 0)").run()
  const question = 'pet' as StoredQuestion
  const isRight = (typed: string, userId: number | null = 1) => answers.areRight(userId, [question], [typed])
  const hashesOf = async (work: () => Promise<unknown>) => {
    const before = hashes
    await work()
    return hashes - before
  }
  return { answers, hasher, question, isRight, hashesOf }
}

it('an answer from before all apostrophes were one is still right as it was typed then', async () => {
  const { answers, hasher, question, isRight } = opened()
  answers.replace(1, [{ question, hash: await hasher.hash('o’brien') }], null)
  expect(await isRight('O’Brien')).toBe(true)
  expect(await isRight('O’Brian')).toBe(false)
})

it('an answer is right in every spelling of another keyboard', async () => {
  const { answers, question, isRight } = opened()
  const given = ['O’Brien', 'Ribe', 'Skagen'].map((answer, at) => ({
    question: `${question}${at}` as StoredQuestion,
    answer,
  }))
  const [first] = await answers.hash(given)
  answers.replace(1, [{ question, hash: first?.hash ?? '' }], null)
  expect(await isRight("O'BRIEN")).toBe(true)
  expect(await isRight('O‘brien ')).toBe(true)
  expect(await isRight('Brien')).toBe(false)
})

it('what is typed decides how often is hashed, so that nobody learns whether there is an answer', async () => {
  const { answers, hasher, question, isRight, hashesOf } = opened()
  answers.replace(1, [{ question, hash: await hasher.hash('rex') }], null)
  for (const typed of ['rex', 'fido', "o'brien", 'o’brien']) {
    const [known, unknown] = [await hashesOf(() => isRight(typed)), await hashesOf(() => isRight(typed, null))]
    expect(known).toBe(unknown)
    expect(known).toBe(typed.includes('’') ? 2 : 1)
  }
})
