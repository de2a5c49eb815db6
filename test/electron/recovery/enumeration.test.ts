import { describe, expect, it } from 'vitest'
import type { Services } from '../../../electron/services.ts'
import type { Proof } from '../../../shared/recovery.ts'
import { begin, deskCode, personWithQuestions, prove, selfServiceFor } from '../../support/self-service.ts'
import { addPerson, nobody, setUp, signedInPerson } from '../../support/test-services.ts'

const steps = [
  ['ask', 'questions'],
  ['ask', 'deskCode'],
  ['ask', 'email'],
  ['prove', { method: 'deskCode', code: '1234 5678' }],
  ['prove', { method: 'authenticator', code: '123456' }],
  ['prove', { method: 'recoveryCode', code: '00000-00000' }],
  ['prove', { method: 'email', code: '12345678' }],
  ['prove', { method: 'questions', answers: ['a b c', 'd e f', 'g h i'] }],
  ['prove', { method: 'questions', answers: ['a b c', 'd e f', 'g h i'] }],
  ['finish', null],
] as const

async function answerOf(work: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await work())
  } catch (error) {
    const { code, data } = error as { code: string; data: unknown }
    return JSON.stringify({ code, data })
  }
}

/** Everything that somebody outside can see of a run, without its token; of questions only how many there are. */
async function seen(services: Services, username: string): Promise<readonly string[]> {
  const { attempt, state } = await services.recovery.begin({ username, purpose: 'reset', language: 'en' }, nobody)
  const answers = [JSON.stringify(state)]
  for (const [step, what] of steps) {
    answers.push(
      await answerOf(async () => {
        if (step === 'ask') {
          const { questions } = await services.recovery.ask({ attempt, method: what }, nobody)
          return questions.map((question) => question.length > 0)
        }
        if (step === 'prove') return prove(services, attempt, what as Proof)
        return services.recovery.finish({ attempt, newPassword: 'Green-Valley-77-tree' }, nobody)
      }),
    )
    answers.push(await answerOf(() => services.recovery.state({ attempt }, nobody)))
    answers.push(await answerOf(() => services.recovery.rules({ attempt }, nobody)))
  }
  answers.push(
    await answerOf(async () => {
      const { code } = await services.recovery.askForHelp({ attempt, reason: 'Help' }, nobody)
      const { number: _, createdAt: __, ...help } = await services.recovery.helpState({ code }, nobody)
      return [code.length, help]
    }),
  )
  return answers
}

describe('nobody outside can tell', () => {
  it('who exists, who is blocked, who may, and who has registered what', async () => {
    const { services, owner } = await setUp()
    await services.policies.save(
      selfServiceFor({ methods: ['authenticator', 'email', 'recoveryCode', 'deskCode', 'questions'] }),
      owner,
    )
    const group = await services.groups.create({ name: 'Except', kind: 'picked', departments: [] }, owner)
    const registered = await personWithQuestions(services, owner)
    const plain = await signedInPerson(services, owner)
    const blocked = await personWithQuestions(services, owner)
    services.users.block({ id: blocked.id, isBlocked: true }, owner)
    const excepted = await personWithQuestions(services, owner)
    await services.groups.addMembers({ id: group.id, selection: { kind: 'users', ids: [excepted.id] } }, owner)
    const withCode = await signedInPerson(services, owner)
    deskCode(services, owner, withCode.id)
    const admin = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const imported = await addPerson(services, owner)
    await services.policies.save(
      selfServiceFor({
        methods: ['authenticator', 'email', 'recoveryCode', 'deskCode', 'questions'],
        except: [group.id],
      }),
      owner,
    )
    const people = { registered, plain, blocked, excepted, withCode, admin, imported }
    const unknown = await seen(services, 'nobody@nordwind.test')
    expect(unknown.at(0)).toContain('"step":"prove"')
    expect(unknown.join()).toContain('PROOF_WRONG')
    expect(unknown.join()).toContain('TOO_MANY_ATTEMPTS')
    for (const [who, { username }] of Object.entries(people)) {
      expect({ who, answers: await seen(services, username) }).toEqual({ who, answers: unknown })
    }
  })

  it('by the questions: they are the same at every try, also for names that do not exist', async () => {
    const { services, owner } = await setUp()
    await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'] }), owner)
    const person = await personWithQuestions(services, owner)
    for (const username of [person.username, 'nobody@nordwind.test', 'NOBODY@nordwind.test ']) {
      const pool = new Set<string>()
      for (let at = 0; at < 12; at += 1) {
        const attempt = await begin(services, username)
        const { questions } = await services.recovery.ask({ attempt, method: 'questions' }, nobody)
        for (const question of questions) pool.add(question)
      }
      expect(pool.size).toBe(5)
    }
  })

  it('by the questions: they differ from name to name, as those that people have chosen do', async () => {
    const { services, owner } = await setUp()
    await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'] }), owner)
    const pools = new Set<string>()
    for (let name = 0; name < 8; name += 1) {
      const pool = new Set<string>()
      for (let at = 0; at < 12; at += 1) {
        const attempt = await begin(services, `nobody${name}@nordwind.test`)
        const { questions } = await services.recovery.ask({ attempt, method: 'questions' }, nobody)
        for (const question of questions) pool.add(question)
      }
      pools.add([...pool].toSorted().join())
    }
    expect(pools.size).toBeGreaterThan(1)
  })

  it('by a throttle: five wrong proofs block names that do not exist for as long, also after a restart', async () => {
    const world = await setUp()
    await world.services.policies.save(selfServiceFor(), world.owner)
    const person = await signedInPerson(world.services, world.owner)
    const names = [person.username, 'nobody@nordwind.test']
    for (const username of names) {
      const attempt = await begin(world.services, username)
      for (let at = 0; at < 5; at += 1) {
        await expect(prove(world.services, attempt, { method: 'deskCode', code: '1234 5678' })).rejects.toMatchObject({
          code: 'PROOF_WRONG',
        })
      }
    }
    const services = await world.restart()
    await services.sessions.signIn({ username: 'owner@nordwind.test', password: 'Blue-Harbour-42-lamp' }, nobody)
    for (const username of names) {
      const attempt = await begin(services, username)
      await expect(prove(services, attempt, { method: 'email', code: '1234 5678' })).rejects.toMatchObject({
        code: 'TOO_MANY_ATTEMPTS',
        data: { seconds: 86_400 },
      })
    }
    world.clock.now += 86_400_000
    const attempt = await begin(services, person.username)
    await expect(prove(services, attempt, { method: 'email', code: '1234 5678' })).rejects.toMatchObject({
      code: 'PROOF_WRONG',
    })
  })
})
