import { randomInt } from 'node:crypto'
import { Attribute, Change } from 'ldapts'
import type { DirectoryRight, RightLine } from '../../../shared/directories.ts'
import type { Session } from './connection.ts'
import { isResult } from './refusal.ts'

/**
 * Whether a write would be allowed: a value that is not there can't be taken away, and a server says so only to those who may write. `value`
 * must be one that the entry does not have. Null where the server answers neither.
 */
export async function mayWrite(
  session: Session,
  name: string,
  { attribute, value }: { readonly attribute: string; readonly value: string },
): Promise<boolean | null> {
  const modification = new Attribute({ type: attribute, values: [value] })
  try {
    await session.modify(name, [new Change({ operation: 'delete', modification })])
    return null
  } catch (error) {
    if (isResult(error, 'noSuchAttribute')) return true
    return isResult(error, 'insufficientAccessRights') ? false : null
  }
}

/** The same for several attributes of people, of which none has the value that is tried. */
export async function triedWrites(
  session: Session,
  name: string,
  attributes: readonly string[],
): Promise<(attribute: string) => boolean | null> {
  const answers = new Map<string, boolean | null>()
  for (const attribute of attributes) {
    // Digits alone, which each syntax takes.
    const value = String(randomInt(10 ** 12, 10 ** 13))
    answers.set(attribute, await mayWrite(session, name, { attribute, value }))
  }
  return (attribute) => answers.get(attribute) ?? null
}

/** Remembers for as long as `key` lives that a right is there; a missing right is asked for each time, because somebody may have given it. */
export function rememberRight(): (key: object, ask: () => Promise<boolean | null>) => Promise<boolean | null> {
  const given = new WeakSet()
  return async (key, ask) => {
    if (given.has(key)) return true
    const answer = await ask()
    if (answer === true) given.add(key)
    return answer
  }
}

/** One line of what the account may do; the command is only given where the right is missing. */
export function rightLine(right: DirectoryRight, answer: boolean | null, command = ''): RightLine {
  if (answer === null) return { right, state: 'unknown', command }
  return answer ? { right, state: 'yes', command: '' } : { right, state: 'no', command }
}
