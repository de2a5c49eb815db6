import { z } from 'zod'
import { instant, requestId, userId } from './ids.ts'
import { operation } from './operation.ts'
import { policies } from './rules/policy.ts'

const person = z.strictObject({ id: userId, username: z.string(), displayName: z.string() })

/** Whom a change touches, before it is saved. */
export const policyImpact = z.strictObject({
  /** No lapse of temporary passwords: each keeps the lifetime that it was made with. */
  kind: z.enum(['mustChangeNow', 'remindedNow', 'goneForGood', 'mustRegister', 'factorStops', 'noLongerCapable']),
  count: z.number().int(),
  /** The names of the first 100 people. */
  people: z.array(person).readonly(),
})
export type PolicyImpact = z.infer<typeof policyImpact>

export const policyChange = z.strictObject({ path: z.string(), before: z.string(), after: z.string() })
export type PolicyChange = z.infer<typeof policyChange>

/** What a change does and whom it touches at once. */
export const policyReview = z.strictObject({
  changes: z.array(policyChange).readonly(),
  impacts: z.array(policyImpact).readonly(),
  /** Where rules of groups change: for how many people each of them would decide, in their order. */
  groups: z.array(z.strictObject({ name: z.string(), count: z.number().int() })).readonly(),
})
export type PolicyReview = z.infer<typeof policyReview>

const breachFileState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('ready'), bytes: z.number() }),
  z.strictObject({
    state: z.literal('unusable'),
    reason: z.enum(['missing', 'notAFile', 'unsorted', 'truncated', 'unreadable']),
  }),
])

/** An estimate as zxcvbn makes it: 0 (a few guesses) to 4 (out of reach), and how many guesses it takes. Advice, never a refusal. */
export const strength = z.strictObject({
  score: z.number().int().min(0).max(4),
  guesses: z.number().min(0),
  /** True if the password was longer than what the estimate looked at. */
  isCut: z.boolean(),
})
export type Strength = z.infer<typeof strength>

/** What the try-it field says of any password: every rule, the words that hit with Microsoft's score, breaches, and an estimate as advice. */
export const passwordTrial = z.strictObject({
  verdicts: z
    .array(z.strictObject({ rule: z.string(), isKept: z.boolean(), words: z.array(z.string()).readonly() }))
    .readonly(),
  score: z.number().int(),
  found: z.array(z.strictObject({ term: z.string(), kind: z.string() })).readonly(),
  breaches: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('none') }),
    z.strictObject({ state: z.literal('found'), count: z.number().int() }),
    z.strictObject({ state: z.literal('notFound') }),
    z.strictObject({ state: z.literal('notChecked'), reason: z.string() }),
  ]),
  /** Null where no estimate could be had, and for an empty password. */
  strength: strength.nullable(),
})
export type PasswordTrial = z.infer<typeof passwordTrial>

export const lockedPerson = z.strictObject({
  userId,
  username: z.string(),
  displayName: z.string(),
  door: z.string(),
  failures: z.number().int(),
  lockedUntil: instant,
})
export type LockedPerson = z.infer<typeof lockedPerson>

/** `request`: switching the two-person rule off waits for a second admin under this number; everything else is saved. */
const saved = policies.extend({ request: requestId.optional() })

export const policiesContract = {
  get: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({}),
    z.strictObject({ policies, breachFile: breachFileState, canUndo: z.boolean() }),
  ),
  /** What would change and whom it touches. */
  preview: operation({ access: 'admin', permission: 'settings.manage' }, policies, policyReview),
  /** The same of taking the last change back. */
  previewUndo: operation({ access: 'admin', permission: 'settings.manage' }, z.strictObject({}), policyReview),
  save: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'settings.manage',
      audit: ['Set password policy.'],
      mustConfirm: true,
    },
    policies,
    saved,
  ),
  /** Takes the last saved change back, once. */
  undo: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'settings.manage',
      audit: ['Set password policy.'],
      mustConfirm: true,
    },
    z.strictObject({}),
    saved,
  ),
  exportFile: operation(
    { access: 'admin', permission: 'users.read' },
    z.strictObject({}),
    z.strictObject({ fileName: z.string(), json: z.string() }),
  ),
  /** Reads a policy file without saving it; problems name the place and what is wrong there. */
  readFile: operation(
    { access: 'admin', permission: 'settings.manage' },
    z.strictObject({ json: z.string().max(1_000_000) }),
    z.strictObject({
      policies: policies.nullable(),
      problems: z.array(z.strictObject({ path: z.string(), problem: z.string() })).readonly(),
    }),
  ),
  tryPassword: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({ password: z.string().max(1024), policies: policies.nullable() }),
    passwordTrial,
  ),
  /** People locked out right now. */
  locked: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({}),
    z.strictObject({ people: z.array(lockedPerson).readonly() }),
  ),
  unlock: operation(
    { access: 'admin', permission: 'passwords.reset', audit: ['Unlock user account.'] },
    z.strictObject({ userId }),
    z.strictObject({}),
  ),
}
