import { describe, expect, it } from 'vitest'
import type { Services } from '../../electron/services.ts'
import { type Answer, openPortal } from '../support/portal.ts'
import { deskCode, personWithQuestions, selfServiceFor } from '../support/self-service.ts'
import { addPerson, nobody, ownerName, ownerPassword, resetAndRead, signedInPerson } from '../support/test-services.ts'

type Portal = Awaited<ReturnType<typeof openPortal>>
const quarter = 15 * 60_000
const wrong = '1234 5678'
const threeAnswers = ['first', 'second', 'third']
const strangersSteps: readonly (readonly [string, object])[] = [
  ['state', {}],
  ['rules', {}],
  ['finish', { newPassword: 'Green-Valley-77-tree' }],
  ['unlock', {}],
  ['ask', { method: 'email' }],
  ['ask', { method: 'sms' }],
  ['ask', { method: 'authenticator' }],
  ['prove', { proof: { method: 'email', code: wrong } }],
  ['ask', { method: 'questions' }],
  ['prove', { proof: { method: 'questions', answers: threeAnswers } }],
  ['prove', { proof: { method: 'deskCode', code: wrong } }],
  ['prove', { proof: { method: 'recoveryCode', code: 'ABCDE-FGHJK' } }],
  ['prove', { proof: { method: 'authenticator', code: '123456' } }],
  ['prove', { proof: { method: 'authenticator', code: '123456' } }],
  ['state', {}],
  ['ask', { method: 'email' }],
  ['askForHelp', { reason: 'I have lost my telephone.' }],
]

/** What is random for everybody: tokens, instants, numbers of requests, and the words of questions. */
function plain(text: string): string {
  return text
    .replace(/"(attempt|code)":"[\w-]{14,43}"/g, '"$1":"…"')
    .replace(/"(endsAt|createdAt|number)":\d+/g, '"$1":0')
    .replace(/"questions":\[("[^"]*",?)+\]/g, (all) => `${all.split('",').length} questions`)
}

/** Everything of an answer that somebody outside sees. */
function seen({ status, headers, body }: Answer): string {
  const { date, 'content-length': length, ...others } = headers
  const isPlain = plain(body) === body
  return JSON.stringify([status, Object.entries(others).sort(), isPlain ? length : '', plain(body)])
}

/** What a stranger sees who goes through everything with one name. */
async function everything({ call, clock }: Portal, username: string): Promise<readonly string[]> {
  // Help may be asked for six times a day from one address.
  clock.now += 4 * 3_600_000
  const said: string[] = []
  const ask = async (name: string, input: object) => {
    const answer = await call(name, input)
    said.push(`${name} ${seen(answer)}`)
    return answer.json
  }
  for (const purpose of ['unlock', 'reset']) {
    const { attempt = 'A'.repeat(43) } = await ask('myRecovery/begin', { username, purpose, language: 'en' })
    for (const [step, more] of purpose === 'reset' ? strangersSteps : strangersSteps.slice(0, 4)) {
      const json = await ask(`myRecovery/${step}`, { attempt, ...more })
      if (step === 'askForHelp') await ask('myRecovery/helpState', { code: json.code })
    }
  }
  for (const password of ['Wrong-Guess-1', 'ABCD-EFGH', 'x'.repeat(1_000)]) {
    for (let time = 0; time < 3; time += 1) await ask('myAccount/signIn', { username, password: `${password}${time}` })
  }
  return said
}

async function everybody({ services, owner }: Portal) {
  const methods = ['authenticator', 'email', 'recoveryCode', 'deskCode', 'questions'] as const
  await services.policies.save(selfServiceFor({ methods, canUnlock: true }), owner)
  const group = await services.groups.create({ name: 'Except', kind: 'picked', departments: [] }, owner)
  const [registered, blocked, excepted, deleted, spelled] = [
    await personWithQuestions(services, owner),
    await personWithQuestions(services, owner),
    await personWithQuestions(services, owner),
    await personWithQuestions(services, owner),
    await personWithQuestions(services, owner),
  ]
  services.users.block({ id: blocked.id, isBlocked: true }, owner)
  await services.groups.addMembers({ id: group.id, selection: { kind: 'users', ids: [excepted.id] } }, owner)
  services.users.deleteMany({ ids: [deleted.id] }, owner)
  const withCode = await signedInPerson(services, owner)
  deskCode(services, owner, withCode.id)
  const temporary = await addPerson(services, owner)
  await resetAndRead(services, owner, temporary.id)
  const locked = await signedInPerson(services, owner)
  const admin = await signedInPerson(services, owner, ['helpdeskAdministrator'])
  const imported = await addPerson(services, owner)
  const plainly = await signedInPerson(services, owner)
  await services.policies.save(selfServiceFor({ methods, canUnlock: true, except: [group.id] }), owner)
  const people = { registered, blocked, excepted, deleted, withCode, temporary, locked, admin, imported, plainly }
  const names = Object.entries(people).map(([who, { username }]): [string, string] => [who, username])
  return [
    ...names,
    ['in capitals', spelled.username.toUpperCase()],
    ['with spaces', ` ${plainly.username}\u00a0`],
  ] as const
}

describe('a stranger at the portal sees the same', () => {
  it('in every byte for names that exist, whatever their state, and names that do not', async () => {
    const portal = await openPortal()
    const names = await everybody(portal)
    const unknown = await everything(portal, 'nobody@nordwind.test')
    expect(unknown.join()).toContain('PROOF_WRONG')
    expect(unknown.join()).toContain('TOO_MANY_ATTEMPTS')
    expect(unknown.join()).toContain('SIGN_IN_FAILED')
    for (const [who, username] of names) {
      // The last name shares its account with an earlier one, whose block has not ended.
      portal.clock.now += who === 'with spaces' ? 2 * 86_400_000 : 0
      expect({ who, said: await everything(portal, username) }).toEqual({ who, said: unknown })
    }
    const others = [
      'NOBODY2@nordwind.test ',
      'no such name',
      "' OR 1=1 --",
      'ø@nordwind.test',
      '\u212aim@nordwind.test',
    ]
    for (const username of others) {
      expect({ username, said: await everything(portal, username) }).toEqual({ username, said: unknown })
    }
  })

  it('for spellings that look alike: none of them counts as another name', async () => {
    const portal = await openPortal()
    const { services, owner, call, clock } = portal
    const { id } = await services.users.add(
      { username: 'kim@nordwind.test', displayName: 'Kim', contact: {}, language: null },
      owner,
    )
    await resetAndRead(services, owner, id)
    const statuses = async (name: string) => {
      clock.now += quarter
      const said: number[] = []
      // Unicode folds the Kelvin sign to K, but a user name does not.
      for (const username of [...Array(5).fill(`\u212a${name}`), `k${name}`, `K${name}`]) {
        said.push((await call('signIn', { username, password: 'Wrong-Guess-1' })).status)
      }
      return said
    }
    expect(await statuses('im@nordwind.test')).toEqual(await statuses('arl@nordwind.test'))
  })

  it('after a restart: a name that does not exist is locked for as long as others', async () => {
    const { services, owner, clock, restart } = await openPortal()
    const person = await signedInPerson(services, owner)
    const atPortal = { ...nobody, door: 'portal' } as const
    const tried = async (of: Services, username: string, password: string): Promise<string> => {
      try {
        await of.sessions.signIn({ username, password }, atPortal)
        return 'in'
      } catch (error) {
        const { code, data } = error as { code: string; data: unknown }
        return JSON.stringify([code, data])
      }
    }
    for (const username of [person.username, 'nobody@nordwind.test'])
      for (let at = 0; at < 11; at += 1) await tried(services, username, `Wrong-Guess-${at}`)
    const again = await restart()
    const [known, unknown] = [person.username, 'nobody@nordwind.test'].map((name) =>
      tried(again, name, 'Wrong-Guess-x'),
    )
    expect(await known).toContain('TOO_MANY_ATTEMPTS')
    expect(await known).toBe(await unknown)
    clock.now += 2 * 86_400_000
    // The count is kept for both, so that the next failure locks.
    const next = async (name: string) => [
      await tried(again, name, 'Wrong-Guess-y'),
      await tried(again, name, 'Wrong-Guess-z'),
    ]
    const [later, nobodyLater] = [await next(person.username), await next('nobody@nordwind.test')]
    expect(later[1]).toContain('TOO_MANY_ATTEMPTS')
    expect(later).toEqual(nobodyLater)
  })

  it('after at least the fixed time, whatever the step answers and whoever it is about', async () => {
    const floor = 60
    const { services, owner, call } = await openPortal({ answerFloor: floor })
    await services.policies.save(selfServiceFor({ canUnlock: true }), owner)
    const person = await signedInPerson(services, owner)
    for (const username of [person.username, 'nobody@nordwind.test']) {
      for (const purpose of ['reset', 'unlock']) {
        const { attempt } = (await call('myRecovery/begin', { username, purpose, language: 'en' })).json
        const steps = [...strangersSteps, ['helpState', { code: 'ABCD-EFGH-JKMN' }] as const]
        const took = await Promise.all(
          steps.map(async ([step, more]) => {
            const start = performance.now()
            await call(`myRecovery/${step}`, step === 'helpState' ? more : { attempt, ...more })
            return performance.now() - start
          }),
        )
        expect(Math.min(...took)).toBeGreaterThanOrEqual(floor)
      }
    }
    expect((await call('signIn', { username: ownerName, password: ownerPassword })).status).toBe(200)
  })
})
