import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import type { GroupId, UserId } from '../../../shared/ids.ts'
import { defaultPolicies, type GroupRule, presets } from '../../../shared/rules/policy.ts'
import { addPerson, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

type Test = Awaited<ReturnType<typeof setUp>>
const { historyCount, historyDays, minimumAgeHours, maximumSequence, isStrict } = defaultPolicies.protection
const typed = (password: string) => ({ kind: 'typed', password }) as const

async function makeGroup({ services, owner }: Test, name: string, ...ids: readonly UserId[]): Promise<GroupId> {
  const { id } = await services.groups.create({ name, kind: 'picked', departments: [] }, owner)
  if (ids.length > 0) await services.groups.addMembers({ id, selection: { kind: 'users', ids: [...ids] } }, owner)
  return id
}

function ruleFor(groupId: GroupId, name: string, minimumLength: number, more: Partial<GroupRule> = {}): GroupRule {
  const rules = { ...presets.microsoft365, minimumLength }
  const own = { historyCount, historyDays, minimumAgeHours, maximumSequence, isStrict }
  return { groupId, name, preset: 'own', rules, ...own, ...more }
}

/** Anna is in Sales and Long, Bo in Long, everybody else in none. */
async function office() {
  const test = await setUp()
  const [anna, bo, carl] = [
    await signedInPerson(test.services, test.owner),
    await addPerson(test.services, test.owner),
    await addPerson(test.services, test.owner),
  ]
  const sales = await makeGroup(test, 'Sales', anna.id)
  const long = await makeGroup(test, 'Long', anna.id, bo.id)
  const groupRules = [ruleFor(sales, 'Sales', 10), ruleFor(long, 'Long', 24)]
  await test.services.policies.save({ ...defaultPolicies, groupRules }, test.owner)
  return { ...test, anna, bo, carl, sales, long, groupRules }
}

it('the first group in the list decides on a reset, and everybody else has the general rules', async () => {
  const { services, owner, anna, bo, carl, groupRules } = await office()
  const reset = async (userId: UserId, password: string) =>
    services.passwords.reset({ userId, choice: typed(password), mustChange: true }, owner)
  await expect(reset(bo.id, 'Quiet-River-7x')).rejects.toMatchObject({ data: { rules: ['length'] } })
  await reset(anna.id, 'Quiet-River-7x')
  await reset(carl.id, 'Lime-42x')
  await expect(reset(anna.id, 'Lime-42x')).rejects.toMatchObject({ data: { rules: ['length'] } })
  await services.policies.save({ ...defaultPolicies, groupRules: [...groupRules].reverse() }, owner)
  await expect(reset(anna.id, 'Quiet-River-8x')).rejects.toMatchObject({ data: { rules: ['length'] } })
})

it('everybody is told their own rules, an admin those of the target, and nobody else a stranger’s', async () => {
  const { services, owner, anna, bo, carl } = await office()
  const lengthOf = async (call = owner, userId?: UserId) =>
    (await services.passwords.policy({ userId }, call)).rules.minimumLength
  expect(await lengthOf(anna.call())).toBe(10)
  expect(await lengthOf()).toBe(8)
  expect(await Promise.all([anna, bo, carl].map(({ id }) => lengthOf(owner, id)))).toEqual([10, 24, 8])
  await expect((async () => lengthOf(anna.call(), bo.id))()).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await services.passwords.policy({}, anna.call())).not.toHaveProperty('breachFile')
})

it("a change keeps the person's own history and age", async () => {
  const { services, owner, anna, sales, clock } = await office()
  const strict = ruleFor(sales, 'Sales', 10, { minimumAgeHours: 24 })
  await services.policies.save({ ...defaultPolicies, groupRules: [strict] }, owner)
  const change = async (newPassword: string) =>
    services.passwords.change({ currentPassword: anna.password, newPassword }, anna.call())
  await expect(change('Silver-Bridge-9-map')).rejects.toMatchObject({ data: { rules: ['tooYoung'] } })
  await services.policies.save({ ...defaultPolicies, groupRules: [ruleFor(sales, 'Sales', 10)] }, owner)
  clock.now += 1000
  await change('Silver-Bridge-9-map')
})

it('passwords made for many keep the rules of each, and a style that only some rules allow fails for the others', async () => {
  const { services, owner, anna, bo, carl } = await office()
  const run = async (style: 'strong' | 'classic') => {
    const selection = { kind: 'users', ids: [anna.id, bo.id, carl.id] } as const
    const { jobId } = withoutApproval(
      await services.passwords.resetMany({ selection, style, language: 'en', mustChange: true }, owner),
    )
    await services.jobs.finished(jobId)
    return (await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 10 }, owner)).items
  }
  expect((await run('strong')).map((item) => item.outcome)).toEqual(['done', 'done', 'done'])
  const ticket = (await services.passwords.ticketOf({ userId: bo.id }, owner)).ticket
  const { passwords } = await services.passwords.reveal({ secretIds: ticket ? [ticket.secretId] : [] }, owner)
  expect(passwords[0]?.password.length).toBeGreaterThanOrEqual(24)
  const outcomes = new Map((await run('classic')).map((item) => [item.userId, item.outcome]))
  expect([anna, bo, carl].map(({ id }) => outcomes.get(id))).toEqual(['failed', 'failed', 'done'])
  const selection = { kind: 'users', ids: [anna.id, bo.id] } as const
  await expect(
    (async () =>
      services.passwords.resetMany({ selection, style: 'classic', language: 'en', mustChange: true }, owner))(),
  ).rejects.toMatchObject({ code: 'POLICY_IMPOSSIBLE', data: { rules: ['length'] } })
})

it('a preview names each changed value by group and says for how many people each group decides', async () => {
  const { services, owner, groupRules, long } = await office()
  const [sales] = groupRules
  const longer = ruleFor(long, 'an old name', 30, { isStrict: true })
  const next = { ...defaultPolicies, groupRules: [longer, ...(sales ? [sales] : [])] }
  const preview = await services.policies.preview(next, owner)
  expect(preview.groups).toEqual([
    { name: 'Long', count: 2 },
    { name: 'Sales', count: 0 },
  ])
  expect(preview.changes).toEqual([
    { path: 'groupRules', before: 'Sales, Long', after: 'Long, Sales' },
    { path: 'groupRules[Long].rules.minimumLength', before: '24', after: '30' },
    { path: 'groupRules[Long].isStrict', before: 'false', after: 'true' },
  ])
  await services.policies.save(next, owner)
  const { entries } = await services.audit.list(
    { filter: { ...everyEntry, action: 'Set password policy.' }, offset: 0, limit: 1 },
    owner,
  )
  expect(entries[0]?.detail).toMatchObject({ 'groupRules[Long].rules.minimumLength': '24 → 30' })
  const removed = await services.policies.preview(defaultPolicies, owner)
  expect(removed.changes).toContainEqual({ path: 'groupRules', before: 'Long, Sales', after: '–' })
  expect(removed.changes).toContainEqual({
    path: 'groupRules[Sales].rules.minimumLength',
    before: '10',
    after: '8',
  })
})

it('a file has groups by name, so that it fits another store; an unknown name is a problem with its place', async () => {
  const first = await office()
  const { json } = await first.services.policies.exportFile({}, first.owner)
  expect(JSON.parse(json)).toMatchObject({ groupRules: [{ name: 'Sales' }, { name: 'Long' }] })
  expect(json).not.toContain('groupId')

  const other = await setUp()
  const read = async (text: string) => other.services.policies.readFile({ json: text }, other.owner)
  await makeGroup(other, 'Some other')
  const long = await makeGroup(other, 'LONG')
  expect(await read(json)).toEqual({
    policies: null,
    problems: [{ path: 'groupRules.0.name', problem: 'unknownGroup' }],
  })
  const sales = await makeGroup(other, 'Sales')
  const { policies, problems } = await read(json)
  expect(problems).toEqual([])
  expect(policies?.groupRules.map((rule) => rule.groupId)).toEqual([sales, long])
  if (policies !== null) await other.services.policies.save(policies, other.owner)
  const saved = (await other.services.policies.get({}, other.owner)).policies
  expect(saved.groupRules.map((rule) => rule.name)).toEqual(['Sales', 'LONG'])
})

it('a group with rules can not be deleted, a renamed one keeps them, and a group that is gone is refused', async () => {
  const { services, owner, sales, groupRules } = await office()
  expect(() => services.groups.delete({ id: sales }, owner)).toThrow('GROUP_IN_USE')
  expect(await services.groups.get({ id: sales }, owner)).toMatchObject({ uses: [{ kind: 'rules' }] })
  await services.groups.update({ id: sales, name: 'Field sales', kind: 'picked', departments: [] }, owner)
  expect((await services.policies.get({}, owner)).policies.groupRules[0]).toMatchObject({ name: 'Field sales' })
  await services.policies.save(defaultPolicies, owner)
  await services.groups.delete({ id: sales }, owner)
  expect(() => services.policies.previewUndo({}, owner)).toThrow('NOT_FOUND')
  expect(() => services.policies.undo({}, owner)).toThrow('NOT_FOUND')
  expect(() => services.policies.save({ ...defaultPolicies, groupRules }, owner)).toThrow('NOT_FOUND')
})

it('policies that an older Keydesk stored have no rules of groups, and can still be taken back', async () => {
  const { services: first, owner, dataDir, restart } = await setUp()
  const { groupRules: _, ...older } = { ...defaultPolicies, lockout: { ...defaultPolicies.lockout, threshold: 7 } }
  await first.policies.save({ ...defaultPolicies, lockout: { ...defaultPolicies.lockout, threshold: 6 } }, owner)
  await first.close()
  const sql = new Sqlite(join(dataDir, 'keydesk.db'))
  const write = sql.prepare('UPDATE settings SET value = ? WHERE name = ?')
  for (const name of ['policies', 'policies.previous']) expect(write.run(JSON.stringify(older), name).changes).toBe(1)
  sql.close()
  const services = await restart()
  const next = { policies: { lockout: { threshold: 7 }, groupRules: [] }, canUndo: true }
  expect(await services.policies.get({}, owner)).toMatchObject(next)
})

it('who is deleted and restored comes back under the rules of their group', async () => {
  const { services, owner, bo } = await office()
  await resetAndRead(services, owner, bo.id)
  await services.users.deleteMany({ ids: [bo.id] }, owner)
  const restore = async (style: 'strong' | 'classic') =>
    services.passwords.restore({ userId: bo.id, username: null, style, language: 'en' }, owner)
  await expect(restore('classic')).rejects.toMatchObject({ code: 'POLICY_IMPOSSIBLE' })
  expect(await services.deleted.list({ offset: 0, limit: 10 }, owner)).toMatchObject({ total: 1 })
  const { secretId } = await restore('strong')
  const { passwords } = await services.passwords.reveal({ secretIds: [secretId] }, owner)
  expect(passwords[0]?.password.length).toBeGreaterThanOrEqual(24)
})
