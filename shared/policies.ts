import { z } from 'zod'
import { instant, requestId, userId } from './ids.ts'
import { operation } from './operation.ts'
import { policies } from './rules/policy.ts'

const person = z.strictObject({ id: userId, username: z.string(), displayName: z.string() })

/** People who are affected by a change, shown before it is saved. */
export const policyImpact = z.strictObject({
  /** Lapsing temporary passwords is missing here, because each keeps the lifetime that it was made with. */
  kind: z.enum(['mustChangeNow', 'remindedNow', 'goneForGood', 'mustRegister', 'factorStops', 'noLongerCapable']),
  count: z.number().int(),
  /** The names of the first 100 people. */
  people: z.array(person).readonly(),
})
export type PolicyImpact = z.infer<typeof policyImpact>

export const policyChange = z.strictObject({ path: z.string(), before: z.string(), after: z.string() })
export type PolicyChange = z.infer<typeof policyChange>

/** What a change does, and which people it affects at once. */
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

/** An estimate by zxcvbn: a score from 0 (a few guesses) to 4 (out of reach), and the number of guesses. Advice, never a refusal. */
export const strength = z.strictObject({
  score: z.number().int().min(0).max(4),
  guesses: z.number().min(0),
  /** True if the estimate covers only the beginning of the password. */
  isCut: z.boolean(),
})
export type Strength = z.infer<typeof strength>

/**
 * The verdict on a password in the field where any can be tried: every rule, the banned words with Microsoft's score, breaches, and an
 * estimate as advice.
 */
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
  /** Null for an empty password, and where no estimate was possible. */
  strength: strength.nullable(),
})
export type PasswordTrial = z.infer<typeof passwordTrial>

/** How Keydesk's lock stays below that of a connected directory, for everybody. */
export const directoryLock = z.strictObject({
  directory: z.string(),
  /** With so many wrong passwords the directory locks; 0 for never. */
  threshold: z.number().int().min(0).or(z.literal('unknown')),
  /** What Keydesk keeps for it; null where it never locks. */
  limit: z.strictObject({ tries: z.number().int(), seconds: z.number().int() }).nullable(),
})
export type DirectoryLock = z.infer<typeof directoryLock>

export const lockedPerson = z.strictObject({
  userId,
  username: z.string(),
  displayName: z.string(),
  door: z.string(),
  failures: z.number().int(),
  lockedUntil: instant,
})
export type LockedPerson = z.infer<typeof lockedPerson>

/** `request` is the number under which guarded changes wait for a second admin; everything else is saved. */
const saved = policies.extend({ request: requestId.optional() })

export const policiesContract = {
  get: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({}),
    z.strictObject({
      policies,
      breachFile: breachFileState,
      canUndo: z.boolean(),
      directoryLocks: z.array(directoryLock).readonly(),
    }),
  ),
  /** What would change and whom it touches. */
  preview: operation({ access: 'admin', permission: 'settings.manage' }, policies, policyReview),
  /** The same for undoing the last change. */
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
  /** Undoes the last saved change, once. */
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
  /** Reads a policy file without saving it; each problem names its place and what is wrong. */
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
  /** People who are locked out now. */
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
