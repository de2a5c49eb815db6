// @module-tag long
import { expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { seededRandom } from '../../long/tally.ts'
import { nobody, resetAndRead } from '../../support/test-services.ts'
import { adoptAll, firstPage, growing, rows, undo } from './growing.ts'
import { firstPassword } from './pretend-directory.ts'

const seed = 20261201
const steps = 40
const held: readonly (readonly RoleName[])[] = [[], [], ['helpdeskAdministrator'], ['globalAdministrator']]

type Model = { isMatched: boolean; canUndo: boolean; ownPassword: string; therePassword: string }

it(`nobody is lost, doubled or raised, whatever is matched, undone, reset and read in ${steps} steps (seed ${seed})`, async () => {
  const random = seededRandom(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const { services, owner, office, people, dataDir } = await growing({}, held)
  const model = new Map<UserId, Model>(
    people.map(({ id, password }) => [
      id,
      { isMatched: false, canUndo: false, ownPassword: password, therePassword: firstPassword },
    ]),
  )
  const modelOf = (id: UserId) => model.get(id) as Model

  async function adopt() {
    const { rows: doubtful } = await services.directories.match({ id: office.id, ...firstPage, tab: 'doubts' }, owner)
    const also = doubtful
      .filter(() => random() < 0.5)
      .map((row) => ({ person: row.person?.id as UserId, entry: row.entry?.id as UserId, doubts: row.doubts }))
    const { counts } = await services.directories.match({ id: office.id, ...firstPage }, owner)
    if (counts.pairs + also.length === 0) return
    const { items } = await adoptAll(services, office.id, owner, also)
    for (const { userId, outcome } of items)
      if (outcome === 'done') Object.assign(modelOf(userId), { isMatched: true, canUndo: true })
  }
  async function undoSome() {
    const { id } = pick(people)
    const before = modelOf(id)
    const [item] = await undo(services, office.id, [id], owner)
    expect(item?.outcome).toBe(before.isMatched && before.canUndo ? 'done' : 'failed')
    if (item?.outcome === 'done') Object.assign(before, { isMatched: false, canUndo: false })
  }
  async function reset() {
    const { id } = pick(people)
    const now = modelOf(id)
    const password = await resetAndRead(services, owner, id, false)
    if (now.isMatched) Object.assign(now, { canUndo: false, therePassword: password })
    else now.ownPassword = password
  }
  async function changeThere() {
    const { id } = pick(people)
    const found = office.entries.get(`e${id}`)
    if (found === undefined) return
    const version = `v${Number(found.version?.slice(1)) + 1}`
    const password = `Changed-There-${version}-${id}`
    office.put({ ...found, version }, password)
    await office.look()
    Object.assign(modelOf(id), { canUndo: false, therePassword: password })
  }

  for (let step = 0; step < steps; step += 1) {
    await pick([adopt, adopt, undoSome, reset, changeThere, () => office.look()])()
    for (const [at, { id }] of people.entries()) {
      const stored = services.users.stored(id)
      expect(stored?.isInDirectory).toBe(modelOf(id).isMatched)
      expect(stored?.roles).toEqual(held[at])
      expect(rows(dataDir, `SELECT 1 FROM users WHERE directory_key = 'e${id}'`)).toHaveLength(1)
    }
    const hashes = 'SELECT 1 FROM users WHERE directory_id IS NOT NULL AND password_hash IS NOT NULL'
    expect(rows(dataDir, hashes)).toEqual([])
    const aside = 'SELECT user_id FROM adoptions WHERE before IS NOT NULL ORDER BY user_id'
    const wanted = people.filter(({ id }) => modelOf(id).canUndo).map(({ id }) => ({ user_id: id }))
    expect(rows(dataDir, aside)).toEqual(wanted)
    const others = people.length + 1 + people.filter(({ id }) => !modelOf(id).isMatched).length
    expect(rows(dataDir, 'SELECT id FROM users')).toHaveLength(others)
  }
  for (const { id, username } of people) {
    const { isMatched, ownPassword, therePassword } = modelOf(id)
    const name = services.users.stored(id)?.username ?? username
    const answer = await services.sessions.signIn(
      { username: name, password: isMatched ? therePassword : ownPassword },
      nobody,
    )
    expect(answer.session?.userId).toBe(id)
  }
}, 300_000)
