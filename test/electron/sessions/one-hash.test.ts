import { beforeEach, expect, it, vi } from 'vitest'
import { addPerson, nobody, resetAndRead, setUp } from '../../support/test-services.ts'

const verified: string[] = []
vi.mock('@node-rs/argon2', async (load) => {
  const real = await load<typeof import('@node-rs/argon2')>()
  const verify: typeof real.verify = (phc, ...more) => {
    verified.push(String(phc))
    return real.verify(phc, ...more)
  }
  return { ...real, verify }
})
beforeEach(() => {
  verified.length = 0
})

it('signing in takes one slow hash, so that nobody can tell by the time whether a name or a password was wrong', async () => {
  const { services, owner } = await setUp()
  const person = await addPerson(services, owner)
  const password = await resetAndRead(services, owner, person.id)
  const blocked = await addPerson(services, owner)
  await services.users.block({ id: blocked.id, isBlocked: true }, owner)
  const hashesOf = async (username: string, typed: string) => {
    verified.length = 0
    const signing = async () => services.sessions.signIn({ username, password: typed }, nobody)
    await signing().catch(() => {})
    return verified.length
  }
  expect(await hashesOf(person.username, password)).toBe(1)
  expect(await hashesOf(person.username, 'Wrong-Guess-1')).toBe(1)
  expect(await hashesOf(blocked.username, 'Wrong-Guess-1'), 'somebody without a password').toBe(1)
  expect(await hashesOf('nobody@nordwind.test', 'Wrong-Guess-1')).toBe(1)
})
