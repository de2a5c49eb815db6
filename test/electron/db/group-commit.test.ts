import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createGroupCommit } from '../../../electron/db/group-commit.ts'
import { nobody, ownerName, ownerPassword, setUp, temporaryFolder } from '../../support/test-services.ts'

/** `commitMs`: how long the disk takes, on a clock that only the test moves. */
function opened({ commitMs = 0 } = {}) {
  if (commitMs > 0) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
  }
  const db = openDatabase(temporaryFolder())
  db.sql.exec('CREATE TABLE note (text TEXT UNIQUE) STRICT')
  const commits: number[] = []
  let isBroken = false
  let isMoreComing = false
  const slowDb = {
    ...db,
    transaction: <T>(work: () => T) => {
      commits.push(commits.length)
      if (commitMs > 0) vi.advanceTimersByTime(commitMs)
      return db.transaction(() => {
        const answer = work()
        if (isBroken) throw new Error('The disk is full.')
        return answer
      })
    },
  }
  const groupCommit = createGroupCommit(slowDb, () => isMoreComing)
  const comes = (isComing: boolean) => {
    isMoreComing = isComing
  }
  const put = (text: string) => db.sql.prepare('INSERT INTO note VALUES (?)').run(text)
  const all = () => db.sql.prepare('SELECT text FROM note ORDER BY text').pluck().all()
  const breakDisk = () => {
    isBroken = true
  }
  return { ...db, groupCommit, put, all, commits, comes, breakDisk }
}

it('work that arrives at the same time is committed together, and each caller gets its own answer', async () => {
  const { groupCommit, put, all, commits, close } = opened()
  const work = (text: string) => () => {
    put(text)
    return text.toUpperCase()
  }
  expect(await Promise.all(['a', 'b', 'c'].map((text) => groupCommit(work(text))))).toEqual(['A', 'B', 'C'])
  expect(commits).toHaveLength(1)
  expect(await groupCommit(work('d'))).toBe('D')
  expect(all()).toEqual(['a', 'b', 'c', 'd'])
  close()
})

/** Everything that is ready at this moment has run. */
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

it('work waits for more that is coming until 50 milliseconds after the last commit', async () => {
  const { groupCommit, put, commits, comes, close } = opened({ commitMs: 20 })
  comes(true)
  await groupCommit(() => put('a'))
  expect(commits).toHaveLength(1)
  const more = [groupCommit(() => put('b')), groupCommit(() => put('c'))]
  await turn()
  vi.advanceTimersByTime(49)
  await turn()
  expect(commits).toHaveLength(1)
  vi.advanceTimersByTime(1)
  await Promise.all(more)
  expect(commits).toHaveLength(2)
  vi.advanceTimersByTime(50)
  await groupCommit(() => put('d'))
  expect(commits).toHaveLength(3)
  close()
})

it('the last one that was coming is committed at once with those that waited', async () => {
  const { groupCommit, put, all, commits, comes, close } = opened({ commitMs: 20 })
  comes(true)
  await groupCommit(() => put('a'))
  const waiting = groupCommit(() => put('b'))
  await turn()
  expect(commits).toHaveLength(1)
  comes(false)
  await Promise.all([waiting, groupCommit(() => put('c'))])
  expect(commits).toHaveLength(2)
  await groupCommit(() => put('d'))
  expect(commits).toHaveLength(3)
  vi.advanceTimersByTime(1_000)
  expect(all()).toEqual(['a', 'b', 'c', 'd'])
  expect(commits).toHaveLength(3)
  close()
})

it('an error in one piece of work undoes that piece alone', async () => {
  const { groupCommit, put, all, close } = opened()
  const twice = () => {
    put('b')
    put('b')
  }
  const [first, second, third] = await Promise.allSettled([
    groupCommit(() => put('a')),
    groupCommit(twice),
    groupCommit(() => put('c')),
  ])
  expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(all()).toEqual(['a', 'c'])
  close()
})

it('every caller gets the error when the commit fails, and nothing is stored', async () => {
  const { groupCommit, put, all, breakDisk, close } = opened()
  breakDisk()
  const ended = await Promise.allSettled([groupCommit(() => put('a')), groupCommit(() => put('b'))])
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(all()).toEqual([])
  close()
})

it('a sign-in whose entry can’t be written lets nobody in', async () => {
  const { services, dataDir, owner } = await setUp()
  const before = (await services.sessions.mine({}, owner)).sessions.length
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  sql.exec(
    `CREATE TRIGGER no_entry BEFORE INSERT ON audit WHEN NEW.action = 'UserLoggedIn' BEGIN SELECT raise(ABORT, 'no'); END`,
  )
  const signIn = () => services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  await expect(signIn()).rejects.toThrow()
  expect((await services.sessions.mine({}, owner)).sessions).toHaveLength(before)
  sql.exec('DROP TRIGGER no_entry')
  sql.close()
  await signIn()
  expect((await services.sessions.mine({}, owner)).sessions).toHaveLength(before + 1)
})
