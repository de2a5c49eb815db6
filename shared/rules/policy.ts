import { z } from 'zod'
import { groupId } from '../ids.ts'
import { personsDirectory } from './directory/directory-rules.ts'
import { microsoft365Policy, passwordPolicy, recommendedPolicy } from './password-rules.ts'
import { roleName } from './role-matrix.ts'
import { defaultSelfService, selfServiceSection } from './self-service.ts'
import { typedText } from './text/typed-text.ts'

/** When passwords expire. A required change comes first. No password expires before `startsAt`, so that a policy can be announced. */
export const expirationSection = z.strictObject({
  isOn: z.boolean(),
  days: z.number().int().min(14).max(730),
  remindDays: z.number().int().min(1).max(30),
  startsAt: z.number().int().min(0).max(8.64e15).nullable(),
})

/** A banned word: 4 to 64 characters, because shorter ones would refuse good passwords. */
export const bannedTerm = typedText().min(4).max(64)

/** What a good password is. */
export const protectionSection = z.strictObject({
  preset: z.enum(['recommended', 'microsoft365', 'own']),
  rules: passwordPolicy,
  /** The longest allowed run such as abcd, 4321 or qwert; 0 switches the rule off. */
  maximumSequence: z.number().int().min(0).max(10),
  /** How many earlier passwords are refused, on a reset too; and for how many days, where 0 means as long as they are stored. */
  historyCount: z.number().int().min(0).max(24),
  historyDays: z.number().int().min(0).max(3650),
  /** Hours before a password may be changed again; a forced change is always possible. */
  minimumAgeHours: z.number().int().min(0).max(720),
  isShippedListOn: z.boolean(),
  /** True to refuse a password more than half of which consists of a banned word. */
  isStrict: z.boolean(),
  ownTerms: z.array(bannedTerm).max(20_000).readonly(),
  /** A downloaded Pwned Passwords file (SHA-1, ordered by hash) on this machine; null for none. */
  breachFile: z.string().min(1).max(1000).nullable(),
})

/**
 * The part of protection that everybody's screen checks live; the path of the breach file is left out. `directory` is that of a person who
 * lives in a connected one, whose rules come first.
 */
export const liveProtection = protectionSection
  .omit({ breachFile: true })
  .extend({ directory: personsDirectory.optional() })

/** Smart lockout (Microsoft Entra): the threshold in failures and the first lock in seconds, which doubles with each further failure up to the cap. */
export const lockoutSection = z.strictObject({
  threshold: z.number().int().min(3).max(50),
  seconds: z.number().int().min(5).max(3600),
  capSeconds: z.number().int().min(60).max(86_400),
})

export const temporarySection = z.strictObject({
  style: z.enum(['strong', 'passphrase', 'classic']),
  /** 1 to 720 hours; null means that a temporary password never lapses, as in Microsoft 365. */
  hours: z.number().int().min(1).max(720).nullable(),
  /** `once`: the vault removes a password after it was shown, printed, copied or exported. */
  keep: z.enum(['vault', 'once']),
  /** True if every reset makes people choose a new password, so that the checkbox of the dialog can't be changed. */
  isMustChangeFixed: z.boolean(),
})

/** Who must type a code of an authenticator app after the password. */
const secondFactorSection = z.strictObject({
  /** True if everybody may set up an app. */
  isOffered: z.boolean(),
  /** The roles whose holders must set one up. */
  requiredRoles: z.array(roleName).max(roleName.options.length).readonly(),
})
const standardFactor = { isOffered: true, requiredRoles: [] }

export const signInSection = z.strictObject({
  idleMinutes: z.number().int().min(1).max(60),
  sessionHours: z.number().int().min(1).max(24),
  clipboardSeconds: z.number().int().min(5).max(300),
  isScreenProtected: z.boolean(),
  /** For how many days a deleted user can be restored. */
  deletedDays: z.number().int().min(1).max(365),
  /** The two-person rule. Documents that are older than the rule do not name it. */
  twoPerson: z.strictObject({ isOn: z.boolean() }).default({ isOn: false }),
  secondFactor: secondFactorSection,
})

/** A group's own rules in place of everybody's; banned words and the breach file are the same for all. */
export const groupRule = protectionSection
  .pick({
    preset: true,
    rules: true,
    maximumSequence: true,
    historyCount: true,
    historyDays: true,
    minimumAgeHours: true,
    isStrict: true,
  })
  // The id identifies the group; the name is for people and for files, which may come from other machines.
  .extend({ groupId, name: z.string().max(200) })
export type GroupRule = z.infer<typeof groupRule>
export const maximumGroupRules = 20

/** The order matters: the first group in the list that a person is in decides. */
const groupRules = z
  .array(groupRule)
  .max(maximumGroupRules)
  .refine((rules) => new Set(rules.map((rule) => rule.groupId)).size === rules.length)
  .readonly()

/** All policies as one document, which the page edits, the file holds and the command line sets. */
export const policies = z.strictObject({
  expiration: expirationSection,
  protection: protectionSection,
  lockout: lockoutSection,
  temporary: temporarySection,
  signIn: signInSection,
  selfService: selfServiceSection,
  groupRules,
})
export type Policies = z.infer<typeof policies>

export type ProtectionPolicy = Policies['protection']
export type LockoutPolicy = Policies['lockout']
export type PolicySection = Exclude<keyof Policies, 'groupRules'>
export const policyNames = Object.keys(policies.shape).filter((name) => name !== 'groupRules') as PolicySection[]

/** The rules of the two presets; all else in the section is the organisation's own. */
export const presets = { recommended: recommendedPolicy, microsoft365: microsoft365Policy } as const

/** A fresh installation: what an admin of Microsoft 365 expects, passwords that never expire, smart lockout on. */
export const defaultPolicies: Policies = {
  expiration: { isOn: false, days: 90, remindDays: 14, startsAt: null },
  protection: {
    preset: 'microsoft365',
    rules: microsoft365Policy,
    maximumSequence: 0,
    historyCount: 1,
    historyDays: 0,
    minimumAgeHours: 0,
    isShippedListOn: true,
    isStrict: false,
    ownTerms: [],
    breachFile: null,
  },
  lockout: { threshold: 10, seconds: 60, capSeconds: 3600 },
  temporary: { style: 'strong', hours: 72, keep: 'vault', isMustChangeFixed: false },
  signIn: {
    idleMinutes: 5,
    sessionHours: 12,
    clipboardSeconds: 30,
    isScreenProtected: true,
    deletedDays: 30,
    twoPerson: { isOn: false },
    secondFactor: standardFactor,
  },
  selfService: defaultSelfService,
  groupRules: [],
}

/** A stored document in the present form: what an older version did not know gets the value of a fresh installation. */
export function readStoredPolicies(stored: unknown): Policies | null {
  if (typeof stored !== 'object' || stored === null) return null
  const known = stored as Readonly<Record<string, unknown>>
  const sections = Object.entries(defaultPolicies).map(([name, standard]) => {
    const found = known[name] ?? standard
    return [name, Array.isArray(standard) || typeof found !== 'object' ? found : { ...standard, ...found }]
  })
  const read = policies.safeParse({ ...known, ...Object.fromEntries(sections) })
  return read.success ? read.data : null
}
