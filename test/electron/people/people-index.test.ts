import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { createPeopleIndex } from '../../../electron/people/people-index.ts'
import { createWatcher } from '../../../electron/people/watcher.ts'
import type { UserId } from '../../../shared/ids.ts'
import { languages } from '../../../shared/languages.ts'
import {
  type ExpirationPolicy,
  passwordExpiresAt,
  passwordStateOf,
  passwordStates,
} from '../../../shared/rules/password-state.ts'
import { type RoleName, roleNames } from '../../../shared/rules/role-matrix.ts'
import { signInOf } from '../../../shared/rules/sign-in-status.ts'
import { foldPhone, matches, searchNeedles, searchText, sortKey } from '../../../shared/rules/text/fold.ts'
import { noFilter, type UserSort, userSortKeys } from '../../../shared/users.ts'
import { temporaryFolder } from '../../support/test-services.ts'

const day = 86_400_000
const start = Date.UTC(2026, 10, 20)
const parts = [
  'Anna',
  'Åse',
  'aa',
  'Ærø',
  'Łódź',
  'Zoë',
  'Αθηνά',
  '東京',
  '😀',
  "O'Brien",
  'Ek-Holm',
  'öst',
  'Oest',
  'x',
]
const domains = ['nordwind.test', 'søen.test']
const seldom = [
  '',
  'an',
  'aase',
  'ek-h',
  'θη',
  '東',
  '京',
  '😀',
  'u1',
  'ø',
  "o'b",
  '2010',
  '45',
  '@nord',
  'zzzz',
  'ase salg',
  'st x',
]
/** By their ids; the order of the names is another one in each language. */
const directoryNames = new Map([
  [1, 'Ørsted'],
  [2, 'Ållborg'],
])
const roles = ['globalAdministrator', 'helpdeskAdministrator', 'reportsReader']

/** A store of people made from seeded random numbers and changed by SQL alone, with the index over it. */
function setUp() {
  const db = openDatabase(temporaryFolder())
  // Windows removes no folder whose store is open.
  onTestFinished(() => db.close())
  const clock = { now: start }
  const policy = { isOn: true, days: 90, remindDays: 14 }
  const watcher = createWatcher(db)
  const membersOf = () => new Set<UserId>()
  const directory = db.sql.prepare("INSERT INTO directories (connection, sealed, created_at) VALUES ('{}', x'', 0)")
  for (const _ of directoryNames) directory.run()
  const index = createPeopleIndex({
    sql: db.sql,
    watcher,
    policy: () => policy,
    now: () => clock.now,
    membersOf,
    directoryNames: () => directoryNames,
  })
  let state = 7
  const dice = (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
  const pick = <T>(from: readonly T[]): T => from[dice(from.length)] as T
  const add = db.sql.prepare('INSERT INTO users (username, display_name, department, created_at) VALUES (?, ?, ?, 0)')
  const person = () => [
    `${pick(['u', 'U', 'å'])}${dice(1e9)}@${pick(domains)}`,
    `${pick(parts)} ${pick(parts)}`,
    pick(['', 'Salg', 'Økonomi', 'salg']),
  ]
  const edits: Readonly<Record<string, () => unknown>> = {
    display_name: () => `${pick(parts)} ${pick(parts)}`,
    username: () => person()[0],
    department: () => pick(['', 'Salg', `Ny ${dice(9)}`]),
    mobile_phone: () => pick(['', `+45 20 10 ${dice(90)}`, '(0)456']),
    is_blocked: () => dice(2),
    locked_until: () => pick([null, start + dice(5) * day]),
    password_hash: () => pick([null, 'hash']),
    is_temporary: () => dice(2),
    must_change: () => dice(2),
    lapses_at: () => pick([null, start + dice(5) * day]),
    password_changed_at: () => pick([null, start - dice(95) * day]),
    never_expires: () => (dice(4) === 0 ? 1 : 0),
  }
  const move = db.sql.prepare(
    'UPDATE users SET directory_id = @home, directory_key = iif(@home, id, NULL) WHERE id = @id',
  )
  const change = (id: number) => {
    if (dice(4) === 0) move.run({ id, home: pick([null, 1, 2]) })
    const column = pick(Object.keys(edits))
    db.sql.prepare(`UPDATE users SET ${column} = ? WHERE id = ?`).run((edits[column] as () => unknown)(), id)
    if (dice(5) === 0) db.sql.prepare('INSERT OR IGNORE INTO user_roles VALUES (?, ?)').run(id, pick(roles))
    if (dice(5) === 0) db.sql.prepare('DELETE FROM user_roles WHERE user_id = ?').run(id)
  }
  return {
    db,
    index,
    clock,
    policy,
    dice,
    pick,
    change,
    addPeople: (count: number) => {
      for (let at = 0; at < count; at += 1) add.run(...person())
    },
  }
}

type Test = ReturnType<typeof setUp>
type Row = {
  readonly id: number
  readonly username: string
  readonly display_name: string
  readonly department: string
  readonly mobile_phone: string
  readonly is_blocked: number
  readonly directory_id: number | null
  readonly locked_until: number | null
  readonly password_hash: string | null
  readonly is_temporary: number
  readonly must_change: number
  readonly lapses_at: number | null
  readonly password_changed_at: number | null
  readonly never_expires: number
}

/** What the list must show, found the slow way. */
function expected({ db, clock, policy }: Test, search: string, { by, direction, language }: UserSort): number[] {
  const needles = searchNeedles(search)
  const rows = db.sql.prepare<[], Row>('SELECT * FROM users').all()
  const rolesOf = db.sql.prepare<[number], RoleName>('SELECT role FROM user_roles WHERE user_id = ?').pluck()
  const people = rows.map((row) => ({
    id: row.id,
    rank:
      rankOf(row, rolesOf.all(row.id), clock.now, policy)[by] ??
      sortKey((by === 'department' ? row.department : directoryNames.get(row.directory_id ?? 0)) ?? '', language),
    name: sortKey(row.display_name, language),
    text: searchText([row.display_name, row.username, row.department, foldPhone(row.mobile_phone)]),
  }))
  const found = people.filter(({ text }) => matches(text, needles))
  found.sort((a, b) => compare(a.rank, b.rank) || compare(a.name, b.name) || a.id - b.id)
  return (direction === 'descending' ? found.reverse() : found).map(({ id }) => id)
}

const compare = <T>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

function rankOf(row: Row, roles: readonly RoleName[], now: number, policy: ExpirationPolicy) {
  const facts = {
    hasPassword: row.password_hash !== null,
    isTemporary: row.is_temporary === 1,
    mustChange: row.must_change === 1,
    lapsesAt: row.lapses_at,
    changedAt: row.password_changed_at,
    neverExpires: row.never_expires === 1,
    isInDirectory: row.directory_id !== null,
    expiresThere: null,
  }
  const signIn = signInOf({ isBlocked: row.is_blocked === 1, lockedUntil: row.locked_until }, now)
  return {
    displayName: '',
    username: row.username,
    passwordState: passwordStates.indexOf(passwordStateOf(facts, policy, now)),
    passwordChangedAt: facts.changedAt ?? Number.POSITIVE_INFINITY,
    passwordExpiresAt: passwordExpiresAt(facts, policy) ?? Number.POSITIVE_INFINITY,
    signIn: ['allowed', 'locked', 'blocked'].indexOf(signIn),
    roles: Math.min(99, ...roles.map((role) => roleNames.indexOf(role))),
    department: null,
    directory: null,
  }
}

function checkAll(test: Test, sorts: readonly UserSort[], searches: readonly string[]) {
  for (const sort of sorts) {
    for (const search of searches) {
      const wanted = expected(test, search, sort)
      const { ids, total } = test.index.page({ search, filter: noFilter }, sort, 0, 1e6)
      expect(ids, `${sort.by} ${sort.direction} ${sort.language} “${search}”`).toEqual(wanted)
      expect(total).toBe(wanted.length)
      expect(test.index.page({ search, filter: noFilter }, sort, 3, 2).ids).toEqual(wanted.slice(3, 5))
    }
  }
}

const everySort = userSortKeys.flatMap((by) =>
  (['ascending', 'descending'] as const).flatMap((direction) =>
    languages.map((language) => ({ by, direction, language })),
  ),
)

describe('the index of users', () => {
  it('finds and sorts as the slow way does, in every order', () => {
    const test = setUp()
    test.addPeople(60)
    for (let id = 1; id <= 60; id += 1) for (let time = 0; time < 6; time += 1) test.change(id)
    checkAll(test, everySort, ['', 'an'])
    checkAll(test, everySort.slice(0, 1), seldom)
  })

  it('finds and sorts the same after every change, addition and step of the clock', () => {
    const test = setUp()
    test.addPeople(40)
    checkAll(test, everySort, [''])
    for (let round = 0; round < 60; round += 1) {
      for (let time = 0; time < test.dice(5); time += 1) test.change(1 + test.dice(40))
      if (test.dice(6) === 0) test.addPeople(2)
      test.clock.now = start + test.dice(6) * day
      if (test.dice(10) === 0) test.policy.days = 60 + test.dice(40)
      checkAll(test, [test.pick(everySort), test.pick(everySort)], ['', test.pick(seldom)])
    }
  })

  it('takes in thousands at once, and changes made meanwhile', async () => {
    const test = setUp()
    test.addPeople(1500)
    await test.index.warm()
    expect(test.index.size()).toBe(1500)
    checkAll(test, everySort.slice(0, 1), ['an'])
    test.addPeople(2500)
    for (let id = 1; id <= 4000; id += 7) test.change(id)
    checkAll(test, [test.pick(everySort), test.pick(everySort)], ['', '45'])
  })
})

it('finds the people of some directories', () => {
  const test = setUp()
  test.addPeople(60)
  for (let id = 1; id <= 60; id += 1) for (let time = 0; time < 6; time += 1) test.change(id)
  const homes = test.db.sql.prepare<[], [number, number | null]>('SELECT id, directory_id FROM users').raw().all()
  for (const directory of [[0], [1], [0, 2], [1, 2], []]) {
    const query = { search: '', filter: { ...noFilter, directory } }
    const wanted = homes.filter(([, home]) => directory.length === 0 || directory.includes(home ?? 0))
    const found = Array.from(test.index.facts(query), ({ id }) => Number(id))
    expect(found).toEqual(wanted.map(([id]) => id))
  }
})

it('a change that is undone leaves nothing in the index, also if somebody asked before it was', () => {
  const { db, index } = setUp()
  const { lastInsertRowid } = db.sql
    .prepare("INSERT INTO users (username, display_name, created_at) VALUES ('anna@nordwind.test', 'Old', 0)")
    .run()
  const id = Number(lastInsertRowid)
  expect(index.get(id)?.displayName).toBe('Old')
  const change = () =>
    db.transaction(() => {
      db.sql.prepare("UPDATE users SET display_name = 'New' WHERE id = ?").run(id)
      db.sql.prepare("INSERT INTO user_roles VALUES (?, 'reportsReader')").run(id)
      expect(index.get(id)?.displayName, 'the transaction sees its own change').toBe('New')
      throw new Error('undone')
    })
  expect(change).toThrow('undone')
  expect(index.get(id)?.displayName).toBe('Old')
  expect(index.get(id)?.roleBits).toBe(0)
})
