// @module-tag long
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UserId } from '../../shared/ids.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { count } from '../long/tally.ts'
import {
  attackNames,
  choosePassword,
  forget,
  helpHonestly,
  mustBeGiven,
  type Office,
  openLink,
  openOffice,
  type Part,
  type Prepared,
  parts,
  prepareOffice,
  promote,
  runAttack,
  signInAs,
  signInAsSelf,
  turnClock,
  unblockHonestly,
  usePass,
} from '../support/one-attacker.ts'

/** As many as a busy machine can take; KEYDESK_MODEL_RUNS for more, KEYDESK_SEED to repeat. */
const numRuns = Number(process.env.KEYDESK_MODEL_RUNS ?? 4)
const seed = Number(process.env.KEYDESK_SEED ?? 20_261_129)

type Step = (office: Office) => Promise<void>
type Named = { readonly step: Step; readonly [fc.toStringMethod]: () => string }

const someRoles: readonly (readonly RoleName[])[] = [
  ['globalAdministrator'],
  ['privilegedAuthenticationAdministrator'],
  ['userAdministrator'],
  ['helpdeskAdministrator'],
  [],
]

/** One person in most steps, so that steps meet; any account in the others, also those that were added on the way. */
const account = fc.oneof({ weight: 3, arbitrary: fc.constant(5) }, { weight: 2, arbitrary: fc.nat({ max: 30 }) })
const at = (office: Office, index: number): UserId => [...office.people.keys()][index % office.people.size] as UserId
/** The person in whose session the attacker acts: the newest session first, because the last step opened it. */
const asWhom = (office: Office, index: number): UserId =>
  [...office.sessions.keys()].reverse()[index % Math.max(1, office.sessions.size)] ?? office.me

const named = (name: string, step: Step): Named => ({ step, [fc.toStringMethod]: () => name })
const honest = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(account, fc.constantFrom(...someRoles))
      .map(([index, roles]) => named('promote', (office) => promote(office, at(office, index), roles))),
  },
  { weight: 1, arbitrary: account.map((index) => named('help', (office) => helpHonestly(office, at(office, index)))) },
  {
    weight: 2,
    arbitrary: account.map((index) => named('choose', (office) => choosePassword(office, at(office, index)))),
  },
  {
    weight: 1,
    arbitrary: account.map((index) => named('unblock', (office) => unblockHonestly(office, at(office, index)))),
  },
)
const dishonest = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...attackNames), account, fc.nat({ max: 2 }))
      .map(([attack, index, as]) =>
        named(attack, (office) => runAttack(office, attack, asWhom(office, as), at(office, index))),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(account, fc.nat({ max: 1 }))
      .map(([index, back]) => named('sign in', (office) => signInAs(office, at(office, index), back))),
  },
  { weight: 2, arbitrary: account.map((index) => named('forget', (office) => forget(office, at(office, index)))) },
  { weight: 1, arbitrary: account.map((index) => named('pass', (office) => usePass(office, at(office, index)))) },
  { weight: 1, arbitrary: fc.constant(named('link', openLink)) },
  { weight: 1, arbitrary: fc.constant(named('clock', turnClock)) },
)
const steps = fc.array(fc.oneof({ weight: 1, arbitrary: honest }, { weight: 3, arbitrary: dishonest }), {
  minLength: 15,
  maxLength: 60,
  size: 'max',
})

const total = { tried: 0, through: 0, waited: 0, gained: 0 }

async function run(prepared: Prepared, attacker: Part, list: readonly Named[]): Promise<void> {
  const office = await openOffice(prepared, attacker)
  try {
    await signInAsSelf(office)
    for (const { step } of list) {
      await step(office)
      mustBeGiven(office)
      if (!office.sessions.has(office.me)) await signInAsSelf(office)
    }
    for (const key of ['tried', 'through', 'waited', 'gained'] as const) total[key] += office.counts[key]
  } finally {
    await office.close()
  }
}

/** Runs of one kind of office, and what they came to: a model whose attacks never succeed would prove nothing. */
async function never(prepared: Prepared, attackers: readonly Part[]): Promise<void> {
  const property = fc.asyncProperty(fc.constantFrom(...attackers), steps, (who, list) => run(prepared, who, list))
  await fc.assert(property, { numRuns, seed, endOnFailure: true })
  const { tried, through, waited, gained } = total
  count({
    work: 'one dishonest person',
    acknowledged: through,
    note: `${tried} tries, ${waited} waited, ${gained} accounts taken by right`,
  })
  expect(through).toBeGreaterThan(numRuns)
}

describe(`one dishonest person (seed ${seed})`, () => {
  it('never acts with a right that they, or somebody who could give it to them, was not given', async () => {
    await never(await prepareOffice(false), ['users', 'helpdesk', 'privileged', 'plain'])
  }, 7_200_000)

  it('never becomes an approver alone where the two-person rule is on', async () => {
    await never(await prepareOffice(true), parts)
  }, 7_200_000)
})
