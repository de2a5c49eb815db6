import { z } from 'zod'
import { auditEntry } from './audit.ts'
import { instant, language, page, typedPassword } from './ids.ts'
import { typedCode } from './methods.ts'
import { operation } from './operation.ts'
import { passwordState } from './rules/password-state.ts'
import { liveProtection } from './rules/policy.ts'
import { brandColour } from './rules/self-service.ts'
import { userDetails } from './users.ts'

/** Who is signed in at the portal. No id and no roles: the session says who, and admin roles mean nothing there. */
export const portalSession = z.strictObject({
  username: z.string(),
  displayName: z.string(),
  /** What the second factor still asks for, before anything else; the names are empty until it is proved. */
  factor: z.enum(['none', 'needed', 'mustRegister']),
  /** A new password must be chosen before anything else. */
  mustChange: z.boolean(),
  /** Security info can't be put off any longer: nothing else until enough methods are registered. */
  mustGiveMethods: z.boolean(),
  idleMinutes: z.number().int(),
  endsAt: instant,
  language: language.nullable(),
})
export type PortalSession = z.infer<typeof portalSession>

export const ownContact = z.strictObject({
  alternateEmail: z.string().max(254),
  mobilePhone: z.string().max(64),
  language: language.nullable(),
})

/** `seen`: what was shown. What was not typed over it stays as it is stored by now, whoever has changed it meanwhile. */
const typedContact = ownContact.extend({ seen: ownContact.optional() })

export const myDetails = z.strictObject({
  username: z.string(),
  displayName: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  passwordState,
  passwordChangedAt: instant.nullable(),
  passwordExpiresAt: instant.nullable(),
  contact: ownContact,
})
export type MyDetails = z.infer<typeof myDetails>

export const mySession = z.strictObject({ id: z.string(), startedAt: instant, activeAt: instant, isThis: z.boolean() })
export type MySession = z.infer<typeof mySession>

/** Why a sign-in was refused, as far as its own person may know. */
export const refusalReason = z.enum(['wrongPassword', 'locked', 'blocked', 'lapsed', 'none', 'vaultLocked'])

export const signInEntry = z.strictObject({
  at: instant,
  isGood: z.boolean(),
  reason: refusalReason.nullable(),
  door: z.enum(['desktop', 'browser', 'commandLine', 'portal', 'keydesk']),
})
export type SignInEntry = z.infer<typeof signInEntry>

const nothing = z.strictObject({})

/** The account operations of the portal. No operation takes a user id, and the session's token travels in a cookie that no script can read. */
export const myAccountContract = {
  /** What the first page needs to know. */
  welcome: operation(
    { access: 'anyone', isPassive: true },
    nothing,
    z.strictObject({
      organisation: z.string(),
      colour: brandColour,
      /** SHA-256 of the authority to trust; null where the certificate is the organisation's own. */
      authorityFingerprint: z.string().nullable(),
    }),
  ),
  signIn: operation(
    { access: 'anyone', audit: ['UserLoggedIn'] },
    z.strictObject({ username: z.string().min(1).max(320), password: typedPassword }),
    portalSession,
  ),
  /** The second step of signing in: a code of the authenticator app or a recovery code. */
  proveFactor: operation(
    { access: 'pending', audit: ['UserLoggedIn'] },
    z.strictObject({ code: typedCode }),
    portalSession,
  ),
  current: operation({ access: 'pending', isPassive: true }, nothing, portalSession),
  signOut: operation({ access: 'pending', audit: ['UserLoggedOut'] }, nothing, nothing),
  /** Asks for the own password again before methods change; holds for 5 minutes. */
  confirm: operation(
    { access: 'user', canRegister: true, audit: ['Confirm own password.'] },
    z.strictObject({ password: typedPassword }),
    nothing,
  ),
  /** Says that the person is still there, so that the session goes on. */
  touch: operation({ access: 'forced' }, nothing, nothing),
  passwordRules: operation(
    { access: 'forced', isPassive: true },
    nothing,
    z.strictObject({ policy: liveProtection, organisation: z.string() }),
  ),
  change: operation(
    { access: 'user', audit: ['Change user password.'] },
    z.strictObject({ currentPassword: typedPassword, newPassword: typedPassword }),
    nothing,
  ),
  changeForced: operation(
    { access: 'forced', audit: ['Change user password.'] },
    z.strictObject({ newPassword: typedPassword }),
    portalSession,
  ),
  myDetails: operation({ access: 'user', isPassive: true }, nothing, myDetails),
  updateContact: operation({ access: 'user', audit: ['Update user.'], mustConfirm: 'when' }, typedContact, nothing),
  mySessions: operation(
    { access: 'user', isPassive: true },
    nothing,
    z.strictObject({ sessions: z.array(mySession).readonly() }),
  ),
  endMine: operation(
    { access: 'user', audit: ['UserLoggedOut'] },
    z.strictObject({ id: z.string().max(100) }),
    nothing,
  ),
  signInsRecent: operation(
    { access: 'user', isPassive: true },
    nothing,
    z.strictObject({ entries: z.array(signInEntry).readonly() }),
  ),
}

/** The own account at the desk; sessions and passwords are their own slices there. */
export const accountContract = {
  /** What people may keep up themselves. */
  edit: operation({ access: 'user', audit: ['Update user.'], mustConfirm: 'when' }, typedContact, nothing),
  /** The signed-in person's own sign-ins, good and failed, newest first. */
  signIns: operation(
    { access: 'user', isPassive: true },
    z.strictObject({ ...page }),
    z.strictObject({ entries: z.array(auditEntry).readonly(), total: z.number().int() }),
  ),
  /** The signed-in person's own account, for My account. */
  me: operation({ access: 'user', isPassive: true }, nothing, userDetails),
}
