import { expect, it } from 'vitest'
import { noFilter } from '../../../shared/users.ts'
import { addPerson, resetAndRead, setUp, signedInPerson } from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const hour = 3_600_000

it('people with an unchanged temporary password are counted: all, those whose password lapses within 24 hours, and the lapsed; a renewal of all reaches exactly them', async () => {
  const { services, owner, clock } = await setUp()
  const counts = () => services.users.waiting({}, owner)
  expect(await counts()).toEqual({ waiting: 0, soon: 0, lapsed: 0 })
  const own = await signedInPerson(services, owner)
  const [first, second] = [await addPerson(services, owner), await addPerson(services, owner)]
  await addPerson(services, owner)
  await resetAndRead(services, owner, first.id)
  expect(await counts()).toEqual({ waiting: 1, soon: 0, lapsed: 0 })
  clock.now += 48 * hour
  await resetAndRead(services, owner, second.id)
  expect(await counts()).toEqual({ waiting: 2, soon: 1, lapsed: 0 })
  clock.now += 24 * hour
  expect(await counts()).toEqual({ waiting: 2, soon: 0, lapsed: 1 })

  const query = { search: '', filter: { ...noFilter, passwordState: ['temporary', 'lapsed'] } } as const
  const selection = { kind: 'matching', query, except: [] } as const
  const { jobId } = withoutApproval(
    await services.passwords.resetMany({ selection, style: 'strong', language: 'en', mustChange: true }, owner),
  )
  await services.jobs.finished(jobId)
  const { items } = await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 10 }, owner)
  expect(items.map((item) => item.userId).sort()).toEqual([first.id, second.id].sort())
  expect(items.every((item) => item.outcome === 'done')).toBe(true)
  expect(await counts()).toEqual({ waiting: 2, soon: 0, lapsed: 0 })
  expect(await services.users.get({ id: own.id }, owner)).toMatchObject({ passwordState: 'current' })
})

it('a temporary password that never lapses is counted, but never as urgent', async () => {
  const { services, owner, clock } = await setUp()
  const { policies } = await services.policies.get({}, owner)
  await services.policies.save({ ...policies, temporary: { ...policies.temporary, hours: null } }, owner)
  await resetAndRead(services, owner, (await addPerson(services, owner)).id)
  clock.now += 1000 * 24 * hour
  expect(await services.users.waiting({}, owner)).toEqual({ waiting: 1, soon: 0, lapsed: 0 })
})
