import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createWatcher } from '../../../electron/people/watcher.ts'
import { temporaryFolder } from '../../support/test-services.ts'

function opened() {
  const db = openDatabase(temporaryFolder())
  onTestFinished(() => db.close())
  const changes = createWatcher(db).watch([
    ['INSERT ON main.users', 'new.id'],
    ['UPDATE ON main.users', 'new.id'],
  ])
  const add = db.sql.prepare("INSERT INTO users (username, display_name, created_at) VALUES (?, 'Anna', 0)")
  const taken = () => {
    const ids: number[] = []
    changes.take((all) => ids.push(...all))
    return ids
  }
  return { db, changes, taken, add: (name: string) => Number(add.run(name).lastInsertRowid) }
}

it('each change is handed over once', () => {
  const { taken, add } = opened()
  const ids = [add('a'), add('b')]
  expect(taken()).toEqual(ids)
  expect(taken()).toEqual([])
})

it('what an open transaction has changed is handed over within it, once, and again when it is over', () => {
  const { db, changes, taken, add } = opened()
  let id = 0
  db.transaction(() => {
    id = add('a')
    expect(changes.isUndecided()).toBe(true)
    expect(taken()).toEqual([id])
    expect(taken()).toEqual([])
  })
  expect(changes.isUndecided()).toBe(false)
  expect(taken()).toEqual([id])
  expect(taken()).toEqual([])
})

it('a change that was undone is handed over again, in the next transaction too', () => {
  const { db, changes, taken, add } = opened()
  const work = () =>
    db.transaction(() => {
      add('a')
      taken()
      throw new Error('undone')
    })
  expect(work).toThrow('undone')
  db.transaction(() => {
    expect(changes.isUndecided(), 'nothing was changed in this one').toBe(false)
    expect(taken()).toHaveLength(1)
  })
  expect(taken(), 'what was read then was already decided').toEqual([])
})

it('what was undone is handed over in the next transaction even after a change in that one', () => {
  const { db, taken, add } = opened()
  const first = add('a')
  taken()
  const rename = (id: number) => db.sql.prepare("UPDATE users SET display_name = 'New' WHERE id = ?").run(id)
  const work = () =>
    db.transaction(() => {
      rename(first)
      taken()
      throw new Error('undone')
    })
  expect(work).toThrow('undone')
  db.transaction(() => {
    const second = add('b')
    expect(taken().sort()).toEqual([first, second])
  })
})

it('what a part that was undone had changed is handed over again in the same transaction', () => {
  const { db, taken, add } = opened()
  const id = add('a')
  taken()
  db.transaction(() => {
    const part = () =>
      db.savepoint(() => {
        db.sql.prepare("UPDATE users SET display_name = 'New' WHERE id = ?").run(id)
        expect(taken()).toEqual([id])
        throw new Error('undone')
      })
    expect(part).toThrow('undone')
    expect(taken()).toEqual([id])
    expect(taken()).toEqual([])
  })
})

it('watchers of the same rows each get all of their changes', () => {
  const db = openDatabase(temporaryFolder())
  onTestFinished(() => db.close())
  const watcher = createWatcher(db)
  const names = watcher.watch([['UPDATE OF display_name ON main.users', 'new.id']])
  const all = watcher.watch([['UPDATE ON main.users', 'new.id']])
  db.sql.exec("INSERT INTO users (username, display_name, created_at) VALUES ('a', 'Anna', 0)")
  db.sql.exec("UPDATE users SET department = 'Sales'")
  const counts = [names, all].map((changes) => {
    let count = 0
    changes.take((ids) => {
      count += ids.size
    })
    return count
  })
  expect(counts).toEqual([0, 1])
})
