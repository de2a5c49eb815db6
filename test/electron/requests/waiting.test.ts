import { expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import type { RequestId } from '../../../shared/ids.ts'
import { begin, selfServiceFor } from '../../support/self-service.ts'
import { nobody, setUp, signedInPerson } from '../../support/test-services.ts'
import { askFor, threeAdmins } from '../../support/two-admins.ts'

type Notice = { readonly count: number; readonly arrived: readonly number[] }

function watching(services: Services) {
  const told: Notice[] = []
  const tell = (count: number, arrived: readonly number[]) => told.push({ count, arrived })
  const look = services.requests.waitingFor(tell, services.sessions.atDesk)
  return {
    look: () => {
      look()
      return told.splice(0)
    },
  }
}

async function askForHelp(services: Services, username: string): Promise<number> {
  const attempt = await begin(services, username)
  return (await services.recovery.askForHelp({ attempt, reason: 'Help' }, nobody)).number
}

async function open() {
  const world = await setUp()
  await world.services.policies.save(selfServiceFor(), world.owner)
  return world
}
const refuse = (services: Services, id: number, call: SignedInCall) =>
  services.requests.refuse({ id: id as RequestId, reason: '' }, call)

it('a request for help is announced once, and the number goes when it is answered', async () => {
  const { services, owner } = await open()
  const person = await signedInPerson(services, owner)
  const { look } = watching(services)
  expect(look()).toEqual([])
  const first = await askForHelp(services, person.username)
  expect(look()).toEqual([{ count: 1, arrived: [first] }])
  expect(look()).toEqual([])
  const second = await askForHelp(services, person.username)
  expect(look()).toEqual([{ count: 2, arrived: [second] }])
  refuse(services, first, owner)
  refuse(services, second, owner)
  expect(look()).toEqual([{ count: 0, arrived: [] }])
})

it('a request under a name that does not exist is not announced', async () => {
  const { services } = await open()
  const { look } = watching(services)
  await askForHelp(services, 'nobody@nordwind.test')
  expect(look()).toEqual([])
})

it('a request is announced on a locked screen too, but not where nobody is signed in or nobody may answer', async () => {
  const { services, owner, token } = await open()
  const person = await signedInPerson(services, owner)
  const reader = await signedInPerson(services, owner, ['globalReader'])
  const { look } = watching(services)
  services.sessions.lock({}, owner)
  const first = await askForHelp(services, person.username)
  expect(look()).toEqual([{ count: 1, arrived: [first] }])
  services.sessions.signOut({}, { ...owner, token })
  await askForHelp(services, person.username)
  // The global reader may see requests but can't answer them.
  expect(look()).toEqual([{ count: 2, arrived: [] }])
  services.sessions.signOut({}, reader.call())
  expect(look()).toEqual([{ count: 0, arrived: [] }])
})

it('what waits for a second admin is counted, not announced', async () => {
  const { services, owner, third } = await threeAdmins()
  const { look } = watching(services)
  await askFor(services, third.id, owner)
  expect(look()).toEqual([{ count: 1, arrived: [] }])
})

it('what waited before the door opened is counted, not announced', async () => {
  const { services, owner } = await open()
  const person = await signedInPerson(services, owner)
  await askForHelp(services, person.username)
  const { look } = watching(services)
  expect(look()).toEqual([{ count: 1, arrived: [] }])
  const next = await askForHelp(services, person.username)
  expect(look()).toEqual([{ count: 2, arrived: [next] }])
})
