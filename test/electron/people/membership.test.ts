import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createMembership } from '../../../electron/people/membership.ts'
import { createWatcher } from '../../../electron/people/watcher.ts'
import type { GroupId, UserId } from '../../../shared/ids.ts'
import { temporaryFolder } from '../../support/test-services.ts'

function office(people: number) {
  const db = openDatabase(temporaryFolder())
  const { sql, transaction, close } = db
  onTestFinished(() => void close())
  sql
    .prepare(
      `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
       INSERT INTO users (username, display_name, department, created_at) SELECT 'u' || n, 'U', 'Salg', 0 FROM number`,
    )
    .run(people)
  const watcher = createWatcher(db)
  const membership = createMembership({ sql, watcher })
  const group = (name: string, kind: 'picked' | 'departments' = 'picked') => {
    const values = [name, name, kind, 0]
    const added = sql
      .prepare('INSERT INTO user_groups (name, name_key, kind, created_at) VALUES (?, ?, ?, ?)')
      .run(values)
    return Number(added.lastInsertRowid) as GroupId
  }
  const pick = (id: GroupId, user: number) => sql.prepare('INSERT INTO group_members VALUES (?, ?)').run(id, user)
  return { ...membership, sql, watcher, transaction, group, pick }
}

const has = (people: ReadonlySet<UserId>, user: number) => people.has(user as UserId)

it('a change that is rolled back leaves nothing behind, also if somebody asked in between', async () => {
  const { membersOf, transaction, group, pick } = office(3)
  const id = group('Sales')
  pick(id, 1)
  await Promise.resolve()
  expect(membersOf(id).size).toBe(1)
  const work = () =>
    transaction(() => {
      pick(id, 2)
      expect(has(membersOf(id), 2), 'the transaction sees its own change').toBe(true)
      throw new Error('no')
    })
  expect(work).toThrow('no')
  expect(has(membersOf(id), 2)).toBe(false)
  await Promise.resolve()
  expect(has(membersOf(id), 2)).toBe(false)
})

it('keys of an earlier version are made anew, so that departments that nobody tells apart stay in their group', () => {
  const { sql, watcher, group, membersOf } = office(2)
  const id = group('Sælg–Nord', 'departments')
  const other = group('Sælg-Nord', 'departments')
  sql.prepare('UPDATE user_groups SET name_key = ? WHERE id = ?').run('sælg–nord', id)
  sql.prepare('UPDATE user_groups SET name_key = ? WHERE id = ?').run('sælg-nord', other)
  sql.prepare("INSERT INTO group_departments VALUES (?, 'sa-lg', 'Sa–lg')").run(id)
  sql.prepare("UPDATE users SET department = 'Sa‑lg' WHERE id = 1").run()
  expect([...membersOf(id)]).toEqual([1])
  sql.prepare("UPDATE group_departments SET key = 'sa–lg' WHERE group_id = ?").run(id)
  const again = createMembership({ sql, watcher })
  expect([...again.membersOf(id)]).toEqual([1])
  expect(sql.prepare('SELECT key FROM group_departments').pluck().all()).toEqual(['sa-lg'])
  // The name of the other group has the key by now: both keep theirs.
  expect(sql.prepare('SELECT name_key FROM user_groups ORDER BY id').pluck().all()).toEqual(['sælg–nord', 'sælg-nord'])
})

it('a committed change is seen at once, in a transaction and out of it', () => {
  const { membersOf, transaction, group, pick } = office(3)
  const id = group('Sales')
  expect(membersOf(id).size).toBe(0)
  transaction(() => pick(id, 1))
  transaction(() => expect(membersOf(id).size).toBe(1))
  expect(membersOf(id).size).toBe(1)
})

it('a hundred thousand people of a nested department are read once, and asked about without another look', () => {
  const { membersOf, isIn, sql, group } = office(100_000)
  const department = group('Sales', 'departments')
  const outer = group('All')
  sql.prepare('INSERT INTO group_departments VALUES (?, ?, ?)').run(department, 'salg', 'salg')
  sql.prepare('INSERT INTO group_groups VALUES (?, ?)').run(outer, department)
  const members = membersOf(outer)
  expect(members.size).toBe(100_000)
  expect(membersOf(outer), 'the same set').toBe(members)
  expect(isIn(77 as UserId, [outer])).toBe(true)
  expect(isIn(200_000 as UserId, [outer])).toBe(false)
  sql.exec("UPDATE users SET department = 'Lager' WHERE id = 77")
  expect(isIn(77 as UserId, [outer])).toBe(false)
})
