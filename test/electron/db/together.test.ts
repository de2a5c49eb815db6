import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createTogether } from '../../../electron/db/together.ts'
import { nobody, ownerName, ownerPassword, setUp, temporaryFolder } from '../../support/test-services.ts'

function opened() {
  const db = openDatabase(temporaryFolder())
  db.sql.exec('CREATE TABLE note (text TEXT UNIQUE) STRICT')
  const commits: number[] = []
  let isBroken = false
  const together = createTogether({
    ...db,
    transaction: (work) => {
      commits.push(commits.length)
      return db.transaction(() => {
        const answer = work()
        if (isBroken) throw new Error('The disk is full.')
        return answer
      })
    },
  })
  const put = (text: string) => db.sql.prepare('INSERT INTO note VALUES (?)').run(text)
  const all = () => db.sql.prepare('SELECT text FROM note ORDER BY text').pluck().all()
  const breakDisk = () => {
    isBroken = true
  }
  return { ...db, together, put, all, commits, breakDisk }
}

it('what comes at once is committed at once, and each gets its own answer', async () => {
  const { together, put, all, commits, close } = opened()
  const work = (text: string) => () => {
    put(text)
    return text.toUpperCase()
  }
  expect(await Promise.all(['a', 'b', 'c'].map((text) => together(work(text))))).toEqual(['A', 'B', 'C'])
  expect(commits).toHaveLength(1)
  expect(await together(work('d'))).toBe('D')
  expect(all()).toEqual(['a', 'b', 'c', 'd'])
  close()
})

it('what one throws undoes that one alone', async () => {
  const { together, put, all, close } = opened()
  const twice = () => {
    put('b')
    put('b')
  }
  const [first, second, third] = await Promise.allSettled([
    together(() => put('a')),
    together(twice),
    together(() => put('c')),
  ])
  expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(all()).toEqual(['a', 'c'])
  close()
})

it('nobody is told that it is done where the commit fails, and nothing of it is', async () => {
  const { together, put, all, breakDisk, close } = opened()
  breakDisk()
  const ended = await Promise.allSettled([together(() => put('a')), together(() => put('b'))])
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
