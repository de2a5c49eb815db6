import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createGroupCommit } from '../../../electron/db/group-commit.ts'
import { temporaryFolder } from '../../support/test-services.ts'

function opened() {
  const db = openDatabase(temporaryFolder())
  onTestFinished(() => db.close())
  const done: string[] = []
  return { db, done, later: (text: string) => db.afterCommit(() => done.push(text)) }
}
const fail = (): never => {
  throw new Error('undone')
}

it('what is only in memory is changed after the commit, in order, and once', () => {
  const { db, done, later } = opened()
  db.transaction(() => {
    later('one')
    db.transaction(() => later('inner'))
    later('two')
    expect(done).toEqual([])
  })
  expect(done).toEqual(['one', 'inner', 'two'])
  db.transaction(() => {})
  expect(done).toHaveLength(3)
})

it('what a transaction that was undone has asked for is never done, not even after the next one', () => {
  const { db, done, later } = opened()
  const work = () =>
    db.transaction(() => {
      later('lost')
      fail()
    })
  expect(work).toThrow('undone')
  db.transaction(() => later('kept'))
  expect(done).toEqual(['kept'])
})

it('a savepoint that is undone cancels only the work that was asked for inside it', () => {
  const { db, done, later } = opened()
  db.transaction(() => {
    later('before')
    const part = () =>
      db.savepoint(() => {
        later('part')
        fail()
      })
    expect(part).toThrow('undone')
    later('after')
  })
  expect(done).toEqual(['before', 'after'])
})

it('of pieces of work that are committed together, those that failed change nothing in memory', async () => {
  const { db, done, later } = opened()
  const groupCommit = createGroupCommit(db, () => false)
  const failing = groupCommit(() => {
    later('failed')
    fail()
  })
  const good = groupCommit(() => later('good'))
  await expect(failing).rejects.toThrow('undone')
  await good
  expect(done).toEqual(['good'])
})

it('work that waits for something undoes its transaction, and its part behind a savepoint, instead of going on outside', () => {
  const { db } = opened()
  db.sql.exec('CREATE TABLE note (text TEXT) STRICT')
  const put = (text: string) => db.sql.prepare('INSERT INTO note VALUES (?)').run(text)
  const waiting = async () => {
    put('early')
    await Promise.resolve()
  }
  expect(() => db.transaction(waiting)).toThrow('waits for nothing')
  expect(() => db.transaction(() => db.transaction(waiting))).toThrow('waits for nothing')
  db.transaction(() => {
    put('kept')
    expect(() => db.savepoint(waiting)).toThrow('waits for nothing')
  })
  expect(db.sql.prepare('SELECT text FROM note').pluck().all()).toEqual(['kept'])
})

it('if one piece of work throws, the others are done all the same', () => {
  const { db, done, later } = opened()
  const work = () =>
    db.transaction(() => {
      later('one')
      db.afterCommit(fail)
      later('two')
    })
  expect(work).toThrow('undone')
  expect(done).toEqual(['one', 'two'])
})

it('a savepoint is refused outside a transaction', () => {
  const { db } = opened()
  expect(() => db.savepoint(() => {})).toThrow('A part needs a whole.')
})

it('where no transaction is open, it is done at once', () => {
  const { done, later } = opened()
  later('now')
  expect(done).toEqual(['now'])
})
