import { expect, it } from 'vitest'
import { writeOnce } from '../../../electron/directories/write-once.ts'
import type { Entry, Home } from '../../../electron/directory/directory.ts'
import { DomainError } from '../../../shared/errors.ts'

const cut = () => Promise.reject(new Error('Connection closed'))

/** A directory of which only reading matters; `blocked` is what it says, null where it does not answer. */
function homeWith(blocked: boolean | null): Home {
  const read = async () => {
    if (blocked === null) throw new DomainError('DIRECTORY_UNREACHABLE')
    return { isBlocked: blocked } as Entry
  }
  return { directory: { read } as unknown as Home['directory'], key: 'anna' }
}

const block = async (home: Home, write: () => Promise<void>) => {
  let tries = 0
  const once = () => {
    tries += 1
    return write()
  }
  const answer = await writeOnce(home, once, ({ isBlocked }) => isBlocked).then(
    (entry) => (entry === null ? 'done, not read' : entry.isBlocked),
    (error: Error & { code?: string }) => error.code ?? error.message,
  )
  return [answer, tries]
}

it('answers the entry as it is after the write, also where only reading it fails', async () => {
  expect(await block(homeWith(true), async () => {})).toEqual([true, 1])
  expect(await block(homeWith(null), async () => {})).toEqual(['done, not read', 1])
})

it('reads back where the answer was lost, and never writes again', async () => {
  expect(await block(homeWith(true), cut)).toEqual([true, 1])
  expect(await block(homeWith(false), cut)).toEqual(['DIRECTORY_UNCERTAIN', 1])
  expect(await block(homeWith(null), cut)).toEqual(['DIRECTORY_UNCERTAIN', 1])
})

it('says what the directory refused, and passes on an error of the program', async () => {
  const refused = () => Promise.reject(new DomainError('DIRECTORY_NOT_ALLOWED'))
  expect(await block(homeWith(true), refused)).toEqual(['DIRECTORY_NOT_ALLOWED', 1])
  const bug = () => Promise.reject(new TypeError('a bug'))
  expect(await block(homeWith(false), bug)).toEqual(['a bug', 1])
})
