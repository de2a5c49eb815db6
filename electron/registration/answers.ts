import { DomainError } from '../../shared/errors.ts'
import { answerFaults, foldAnswer, foldAnswerAsBefore } from '../../shared/rules/self-service.ts'
import type { Sql } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { StoredQuestion } from '../language/questions.ts'
import type { Hasher } from '../passwords/hash.ts'

export type Answers = ReturnType<typeof createAnswers>
export type GivenAnswer = { readonly question: StoredQuestion; readonly answer: string }
export type HashedAnswer = { readonly question: StoredQuestion; readonly hash: string }

/** Security questions: each answer has its own slow hash and salt, and nobody can read it. */
export function createAnswers(deps: {
  readonly sql: Sql
  readonly hasher: Hasher
  readonly events: Events
  readonly rowsOfUser: RowsOfUser
}) {
  const all = deps.sql.prepare<[number], { question: string; answer_hash: string }>(
    'SELECT question, answer_hash FROM security_answers WHERE user_id = ? ORDER BY question',
  )
  const remove = deps.sql.prepare('DELETE FROM security_answers WHERE user_id = ?')
  const insert = deps.sql.prepare('INSERT INTO security_answers VALUES (?, ?, ?, ?)')
  const reattribute = deps.sql.prepare('UPDATE security_answers SET pass_by = ? WHERE user_id = ? AND pass_by IS NULL')
  deps.rowsOfUser.goWithDeletion('security_answers')
  // Makes somebody who may have used the account the author of what was registered with the person's own password.
  deps.events.on('userPromoted', ({ userId, possibleAuthor }) => {
    if (possibleAuthor !== null) reattribute.run(possibleAuthor, userId)
  })

  return {
    questionsOf: (userId: number): readonly StoredQuestion[] => all.all(userId).map(({ question }) => question),
    /** The slow part of registering, outside any transaction. */
    hash: async (given: readonly GivenAnswer[]): Promise<readonly HashedAnswer[]> => {
      mustBeAnswers(given)
      const hashed: HashedAnswer[] = []
      for (const { question, answer } of given) {
        hashed.push({ question, hash: await deps.hasher.hash(foldAnswer(answer)) })
      }
      return hashed
    },
    /** Replaces all earlier answers, inside the caller's transaction; `passBy` is the admin whose pass or known password they came by. */
    replace: (userId: number, hashed: readonly HashedAnswer[], passBy: number | null): void => {
      remove.run(userId)
      for (const { question, hash } of hashed) insert.run(userId, question, hash, passBy)
    },
    remove: (userId: number): boolean => remove.run(userId).changes > 0,
    /** Compares every answer, even after a wrong one; takes as long for questions that nobody has answered. */
    areRight: async (
      userId: number | null,
      questions: readonly string[],
      typed: readonly string[],
    ): Promise<boolean> => {
      const stored = userId === null ? [] : all.all(userId)
      let isRight = questions.length === typed.length
      for (const [at, question] of questions.entries()) {
        const hash = stored.find((one) => one.question === question)?.answer_hash
        // What was typed decides how often is hashed, never what is stored.
        const folds = new Set([foldAnswer(typed[at] ?? ''), foldAnswerAsBefore(typed[at] ?? '')])
        let isSame = false
        for (const answer of folds) {
          const isOne = hash ? await deps.hasher.verify(hash, answer) : await deps.hasher.verifyNobody(answer)
          isSame = isOne || isSame
        }
        isRight = isSame && isRight
      }
      return isRight
    },
  }
}

function mustBeAnswers(given: readonly GivenAnswer[]): void {
  const [fault] = answerFaults(given)
  if (fault !== undefined) throw new DomainError('FIELD_INVALID', { field: fault.field, reason: fault.reason })
}
