import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { begin, selfServiceFor } from '../../support/self-service.ts'
import { addPerson, setUp } from '../../support/test-services.ts'

it('gives no code from the desk where the policy offers none, and one where it does', async () => {
  const { services, owner, clock } = await setUp()
  const { id } = await addPerson(services, owner)
  await services.policies.save(selfServiceFor({ methods: ['questions'] }), owner)
  expect(() => services.recovery.createDeskCode({ userId: id }, owner)).toThrow('NOT_ALLOWED')
  await services.policies.save(selfServiceFor({ methods: ['deskCode'] }), owner)
  const { code, endsAt } = await services.recovery.createDeskCode({ userId: id }, owner)
  expect(code).toMatch(/^\d{4} \d{4}$/)
  expect(endsAt).toBe(clock.now + 5 * 60_000)
})

it('gives no code from the desk for somebody who does not exist', async () => {
  const { services, owner } = await setUp()
  expect(() => services.recovery.createDeskCode({ userId: 999 as UserId }, owner)).toThrow('NOT_FOUND')
})

it('removes runs of the wizard that nobody can continue, and keeps those of today', async () => {
  const { services, owner, clock, dataDir } = await setUp()
  await services.policies.save(selfServiceFor(), owner)
  const { username } = await addPerson(services, owner)
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  const runs = () => sql.prepare('SELECT count(*) FROM reset_attempts').pluck().get()
  await begin(services, username)
  services.recovery.tidy()
  expect(runs()).toBe(1)
  clock.now += 25 * 3_600_000
  services.recovery.tidy()
  expect(runs()).toBe(0)
  sql.close()
})
