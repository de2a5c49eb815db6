import { expect, it } from 'vitest'
import { everyEntry } from '../../../shared/audit.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import { usualNow } from '../../support/prepared-organisation.ts'
import { jump } from '../../support/test-clocks.ts'
import { generated } from '../../support/two-admins.ts'
import { entry, pretendOffice } from '../directories/pretend-directory.ts'

const hour = 3_600_000

/** Somebody of a directory with a temporary password, and how often the directory was given one. */
async function temporary() {
  const clock = { now: usualNow }
  const desk = await pretendOffice({ clock })
  const { services, owner, office } = desk
  office.put(entry('anna'))
  await office.look()
  const anna = services.users.idOf('anna') as UserId
  await services.passwords.reset({ userId: anna, choice: generated, mustChange: true }, owner)
  const given = office.passwords.get('anna')
  const later = async (hours: number) => {
    clock.now += hours * hour
    services.tidy()
    await services.passwords.endLapsed()
  }
  return { ...desk, anna, given, later, there: () => office.passwords.get('anna') }
}
const entriesOf = async ({ services, owner }: Awaited<ReturnType<typeof temporary>>) => {
  const { entries } = await services.audit.list({ filter: everyEntry, offset: 0, limit: 50 }, owner)
  return entries.filter(({ detail }) => detail.lapsed === 'true')
}

it('a temporary password of a directory lapses there, once, and nobody knows what is in its place', async () => {
  const desk = await temporary()
  const { services, owner, anna, given, later, there } = desk
  await later(71)
  expect(there()).toBe(given)
  await later(2)
  const after = there()
  expect(after).not.toBe(given)
  expect(await services.passwords.ticketOf({ userId: anna }, owner)).toEqual({ ticket: null })
  expect(await services.users.get({ id: anna }, owner)).toMatchObject({ passwordState: 'lapsed' })
  await later(100)
  expect(there()).toBe(after)
  expect(await entriesOf(desk)).toMatchObject([{ action: 'Reset user password.', result: 'success', actor: '' }])
  // Another temporary password lapses by its own time.
  await services.passwords.reset({ userId: anna, choice: generated, mustChange: true }, owner)
  const second = there()
  await later(1)
  expect(there()).toBe(second)
  await later(72)
  expect(there()).not.toBe(second)
})

it('waits for a directory that is away, and leaves a refusal to the admins', async () => {
  const desk = await temporary()
  const { office, given, later, there } = desk
  office.state.isAway = true
  await later(73)
  office.state.isAway = false
  expect(there()).toBe(given)
  office.state.resetFault = new DomainError('DIRECTORY_NOT_ALLOWED')
  await later(1)
  await later(1)
  expect(await entriesOf(desk)).toMatchObject([{ result: 'failure', reason: 'DIRECTORY_NOT_ALLOWED' }])
})

it('does not hang on one reading of the clock', async () => {
  const { clock, services, given, later, there } = await temporary()
  jump(clock, 365 * 24 * hour)
  services.tidy()
  await services.passwords.endLapsed()
  expect(there()).toBe(given)
  // Time that has really passed counts.
  jump(clock, -365 * 24 * hour)
  await later(73)
  expect(there()).not.toBe(given)
})
