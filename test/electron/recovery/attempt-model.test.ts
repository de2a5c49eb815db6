// @module-tag long
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Services } from '../../../electron/services.ts'
import { isDomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import { begin, deskCode, otherCode, personWithQuestions, prove, selfServiceFor } from '../../support/self-service.ts'
import { confirmed, nobody, ownerName, ownerPassword, setUp, signedInPerson } from '../../support/test-services.ts'

/** As many as a busy machine can take; KEYDESK_MODEL_RUNS for more. */
const runs = Number(process.env.KEYDESK_MODEL_RUNS ?? 12)
const minute = 60_000
const day = 24 * 60 * minute

/** What somebody outside holds: tokens, codes that were read out to them, and what they know. */
type Model = {
  readonly attempts: { token: string; startedAt: number; proved: Set<string> }[]
  readonly codes: { code: string; madeAt: number; isSpent: boolean }[]
  wrong: number
  passwords: number
}
type Real = {
  services: Services
  readonly clock: { now: number }
  readonly restart: () => Promise<Services>
  readonly username: string
  readonly id: UserId
  readonly known: ReadonlyMap<string, string>
  /** The latest instant that the clock has ever shown, and when a block begins that nothing but time ends. */
  latest: number
  blockedUntil: number
}
type Step = fc.AsyncCommand<Model, Real>

const codeOf = (error: unknown) => (isDomainError(error) ? error.code : String(error))

/** The owner is signed in anew: a restart ends sessions, and the clock may have jumped. */
async function ownerOf({ services }: Pick<Real, 'services'>) {
  const { token } = await services.sessions.signIn({ username: ownerName, password: ownerPassword }, nobody)
  return confirmed(services, token)
}

async function outcome(work: () => unknown): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    return codeOf(error)
  }
}

/** Nothing of a run may work after its time by any clock that was ever shown, and nothing while the account is blocked. */
function check(model: Model, real: Real, at: number, what: string, needsProof: boolean): void {
  if (what !== 'done') return
  const run = model.attempts[at]
  expect(run).toBeDefined()
  expect(real.clock.now - (run?.startedAt ?? 0)).toBeLessThan(15 * minute)
  if (real.clock.now < real.blockedUntil) expect(needsProof).toBe(false)
}

/** Counted from the newest, because the others are over soon. */
const newest = (length: number, back: number) => Math.max(0, length - 1 - back)

function step(name: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return { check: () => true, run, toString: () => name }
}

const beginning = () =>
  step('begin', async (model, real) => {
    const token = await begin(real.services, real.username)
    model.attempts.push({ token, startedAt: real.clock.now, proved: new Set() })
  })

const readingOut = () =>
  step('desk code', async (model, real) => {
    const code = deskCode(real.services, await ownerOf(real), real.id)
    // A new one takes the place of the one before.
    for (const old of model.codes) old.isSpent = true
    model.codes.push({ code, madeAt: real.clock.now, isSpent: false })
  })

const failed = (model: Model, real: Real) => {
  model.wrong += 1
  if (model.wrong === 5) real.blockedUntil = real.latest + day
}

const typing = (attempt: number, code: number) =>
  step(`type code ${code} in ${attempt}`, async (model, real) => {
    const at = newest(model.attempts.length, attempt)
    const run = model.attempts[at]
    const given = model.codes[newest(model.codes.length, code)]
    if (run === undefined || given === undefined) return
    const before = run.proved.has('deskCode')
    const what = await outcome(() => prove(real.services, run.token, { method: 'deskCode', code: given.code }))
    check(model, real, at, what, false)
    if (what === 'PROOF_WRONG') failed(model, real)
    if (what !== 'done' || before) return
    if (run.proved.size < 2) {
      // No code works twice, and none after its five minutes.
      expect(given.isSpent).toBe(false)
      expect(real.clock.now - given.madeAt).toBeLessThan(5 * minute)
      expect(real.clock.now).toBeGreaterThanOrEqual(real.blockedUntil)
      given.isSpent = true
      run.proved.add('deskCode')
    }
  })

const guessing = (attempt: number, times: number) =>
  step(`guess ${times} times in ${attempt}`, async (model, real) => {
    for (let at = 0; at < times; at += 1) {
      const run = model.attempts[newest(model.attempts.length, attempt)]
      if (run === undefined || run.proved.has('deskCode')) return
      const code = otherCode(model.codes.at(-1)?.code ?? '1234 5678')
      const what = await outcome(() => prove(real.services, run.token, { method: 'deskCode', code }))
      expect(['PROOF_WRONG', 'TOO_MANY_ATTEMPTS', 'ATTEMPT_GONE']).toContain(what)
      if (what !== 'PROOF_WRONG') return
      expect(real.clock.now).toBeGreaterThanOrEqual(real.blockedUntil)
      failed(model, real)
    }
  })

const answering = (attempt: number) =>
  step(`answer in ${attempt}`, async (model, real) => {
    const at = newest(model.attempts.length, attempt)
    const run = model.attempts[at]
    if (run === undefined) return
    const before = run.proved.has('questions')
    const what = await outcome(async () => {
      const { questions } = await real.services.recovery.ask({ attempt: run.token, method: 'questions' }, nobody)
      const answers = questions.map((question) => real.known.get(question) ?? 'nothing')
      await prove(real.services, run.token, { method: 'questions', answers })
    })
    check(model, real, at, what, false)
    if (what === 'done' && !before) {
      expect(real.clock.now).toBeGreaterThanOrEqual(real.blockedUntil)
      run.proved.add('questions')
    }
  })

/** What somebody tries who has read the last code over a shoulder. */
const typingAnew = () =>
  step('type the last code in a new run', async (model, real) => {
    await beginning().run(model, real)
    await typing(0, 0).run(model, real)
  })

const finishing = (attempt: number) =>
  step(`finish ${attempt}`, async (model, real) => {
    const at = newest(model.attempts.length, attempt)
    const run = model.attempts[at]
    if (run === undefined) return
    const newPassword = `Green-Valley-${1000 + model.passwords}-tree`
    const what = await outcome(() => real.services.recovery.finish({ attempt: run.token, newPassword }, nobody))
    check(model, real, at, what, true)
    if (what !== 'done') return
    // No way around a required method, and whatever was open is over.
    expect([...run.proved].sort()).toEqual(['deskCode', 'questions'])
    model.passwords += 1
    model.wrong = 0
    model.attempts.length = 0
    for (const code of model.codes) code.isSpent = true
  })

const jumping = (by: number) =>
  step(`clock ${by / minute} min`, async (_, real) => {
    real.clock.now += by
    real.latest = Math.max(real.latest, real.clock.now)
  })

const restarting = () =>
  step('restart', async (_, real) => {
    real.services = await real.restart()
    await ownerOf(real)
  })

const index = fc.nat({ max: 1 })
const steps = [
  // Several times, because most of the others do nothing without them.
  ...[beginning(), beginning(), readingOut(), typingAnew(), typingAnew()].map((one) => fc.constant(one)),
  ...[1, 2, 3].map(() => fc.tuple(index, index).map(([attempt, code]) => typing(attempt, code))),
  fc.tuple(index, fc.constantFrom(1, 6)).map(([attempt, times]) => guessing(attempt, times)),
  index.map(answering),
  index.map(finishing),
  fc.constantFrom(-20, -0.05, 0.5, 1, 2, 6, 16).map((by) => jumping(by * minute)),
  fc.constant(restarting()),
]

it('no code works twice, no way skips a required method and no throttle is lost, whatever the clock does and through restarts', async () => {
  const world = await setUp()
  const { clock } = world
  let services = world.services
  const restart = async () => {
    services = await world.restart()
    return services
  }
  await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'], required: 2 }), world.owner)
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 20 }), async (commands) => {
      const { username, id, known } = await personWithQuestions(services, await ownerOf({ services }))
      const real: Real = { services, clock, restart, username, id, known, latest: clock.now, blockedUntil: 0 }
      await fc.asyncModelRun(() => ({ model: { attempts: [], codes: [], wrong: 0, passwords: 0 }, real }), commands)
    }),
    { numRuns: runs },
  )
})

it('leads from the first page to a new password when every step is done as intended', async () => {
  const { services, owner } = await setUp()
  await services.policies.save(selfServiceFor({ methods: ['questions', 'deskCode'], required: 2 }), owner)
  const { username, id, known } = await personWithQuestions(services, owner)
  await signedInPerson(services, owner)
  const attempt = await begin(services, username)
  await prove(services, attempt, { method: 'deskCode', code: deskCode(services, owner, id) })
  const { questions } = await services.recovery.ask({ attempt, method: 'questions' }, nobody)
  const answers = questions.map((question) => known.get(question) ?? '')
  expect(await prove(services, attempt, { method: 'questions', answers })).toMatchObject({ step: 'choosePassword' })
  await services.recovery.finish({ attempt, newPassword: 'Green-Valley-77-tree' }, nobody)
})
