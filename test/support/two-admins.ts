import type { SignedInCall } from '../../electron/rpc/call.ts'
import type { Services } from '../../electron/services.ts'
import type { JobId, RequestId, UserId } from '../../shared/ids.ts'
import { defaultPolicies, type Policies } from '../../shared/rules/policy.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { signedIn } from './signed-in.ts'
import { addPerson, nobody, setUp, signedInPerson, type TestOptions } from './test-services.ts'

export const generated = { kind: 'generate', style: 'strong', language: 'en' } as const
export const everybody = {
  kind: 'matching',
  query: { search: '', filter: { signIn: [], passwordState: [], role: [] } },
  except: [],
} as const
export const how = { style: 'strong', language: 'en', mustChange: true } as const

/** The default policies with the two-person rule on or off. */
export function withRule(isOn: boolean): Policies {
  return { ...defaultPolicies, signIn: { ...defaultPolicies.signIn, twoPerson: { isOn } } }
}

/** An organisation with three global admins, the owner among them, and the rule on. */
export async function threeAdmins(options: TestOptions = {}) {
  const test = await setUp(options)
  const [second, third] = [
    await signedInPerson(test.services, test.owner, ['globalAdministrator']),
    await signedInPerson(test.services, test.owner, ['globalAdministrator']),
  ]
  await test.services.policies.save(withRule(true), test.owner)
  const confirmed = (person: Pick<typeof second, 'call'>) => ({ ...person.call(), isConfirmed: true })
  return { ...test, second, third, secondCall: () => confirmed(second), thirdCall: () => confirmed(third), confirmed }
}

/** The number of an answer that has to wait. */
export function waitingNumber(answer: object): RequestId {
  if (!('request' in answer)) throw new Error('It did not wait.')
  return answer.request as RequestId
}

/** Asks for the reset of one person, which must wait. */
export async function askFor(services: Services, userId: UserId, call: Parameters<Services['passwords']['reset']>[1]) {
  return waitingNumber(await services.passwords.reset({ userId, choice: generated, mustChange: true }, call))
}

/** What became of each person of a job, once it has ended. */
export async function itemsOf(services: Services, jobId: JobId | null, call: Parameters<Services['jobs']['items']>[1]) {
  if (jobId === null) throw new Error('No job began.')
  await services.jobs.finished(jobId)
  return (await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 500 }, call)).items
}

/** The same call after a second admin has said yes to it. */
export function withApproval(call: SignedInCall): SignedInCall {
  const approval = {
    request: 0 as RequestId,
    askedBy: call.actor.id,
    approvedBy: 'somebody',
    take: () => {},
  }
  return { ...call, approval }
}

/** Somebody who got a role while the rule was on, with a new password in the same step, and has chosen their own since. */
export async function appointed(services: Services, owner: SignedInCall, role: RoleName) {
  const person = await addPerson(services, owner)
  const reset = { style: 'strong', language: 'en' } as const
  const { ticket } = await services.roles.set({ userId: person.id, roles: [role], reset }, withApproval(owner))
  if (ticket === undefined) throw new Error('No password was made.')
  const { passwords } = await services.passwords.reveal({ secretIds: [ticket.secretId] }, owner)
  const given = { username: person.username, password: passwords[0]?.password ?? '' }
  const { token } = await services.sessions.signIn(given, nobody)
  const password = `Steady-Lantern-${person.id}-moss`
  await services.passwords.changeForced(
    { newPassword: password },
    signedIn(services.serve.callOf(token, 'browser', false)),
  )
  return { ...person, token, password, call: () => services.sessions.callFor(person.id, 'browser') }
}
