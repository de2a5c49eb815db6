import { z } from 'zod'
import { auditEntry } from './audit.ts'
import { instant, language, page, typedPassword } from './ids.ts'
import { typedCode } from './methods.ts'
import { operation } from './operation.ts'
import { passwordState } from './rules/password-state.ts'
import { liveProtection } from './rules/policy.ts'
import { brandColour } from './rules/self-service.ts'
import { editableAnswer, userDetails } from './users.ts'

/** The session of somebody at the portal, without id and roles: the cookie identifies the person, and admin roles do not apply there. */
export const portalSession = z.strictObject({
  username: z.string(),
  displayName: z.string(),
  /** What the second factor still asks for, before anything else; until then the names are empty. */
  factor: z.enum(['none', 'needed', 'mustRegister']),
  /** A new password must be chosen before anything else. */
  mustChange: z.boolean(),
  /** True for people of a connected directory, which changes a password by the one before it. */
  isInDirectory: z.boolean(),
  /** Registering security info can't be put off any longer: nothing else is possible until enough methods are registered. */
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

/** `seen` holds the values that were shown. A field that was not changed keeps its stored value, even if somebody else has changed that meanwhile. */
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

/** Why a sign-in was refused, as far as the person may know. */
export const refusalReason = z.enum(['wrongPassword', 'locked', 'blocked', 'lapsed', 'none', 'vaultLocked'])

export const signInEntry = z.strictObject({
  at: instant,
  isGood: z.boolean(),
  reason: refusalReason.nullable(),
  door: z.enum(['desktop', 'browser', 'commandLine', 'portal', 'keydesk']),
})
export type SignInEntry = z.infer<typeof signInEntry>

const nothing = z.strictObject({})

/** The account operations of the portal. None takes a user id, and the session's token is in a cookie that no script can read. */
export const myAccountContract = {
  /** What the first page shows. */
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
  /** Confirms the own password before a change of methods; valid for 5 minutes. */
  confirm: operation(
    { access: 'user', canRegister: true, audit: ['Confirm own password.'] },
    z.strictObject({ password: typedPassword }),
    nothing,
  ),
  /** Reports activity, so that the session does not end. */
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
    z.strictObject({ currentPassword: typedPassword.optional(), newPassword: typedPassword }),
    portalSession,
  ),
  myDetails: operation({ access: 'user', isPassive: true }, nothing, myDetails),
  updateContact: operation({ access: 'user', audit: ['Update user.'], mustConfirm: 'when' }, typedContact, nothing),
  /** What people of a connected directory can change about themselves; null for people of Keydesk's own. */
  editable: operation({ access: 'user', isPassive: true }, nothing, editableAnswer),
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

/** The account operations of the desk; sessions and passwords are slices of their own there. */
export const accountContract = {
  /** Changes what people may change about themselves. */
  edit: operation({ access: 'user', audit: ['Update user.'], mustConfirm: 'when' }, typedContact, nothing),
  /** What people of a connected directory can change about themselves; null for people of Keydesk's own. */
  editable: operation({ access: 'user', isPassive: true }, nothing, editableAnswer),
  /** The signed-in person's own sign-ins, successful and refused, newest first. */
  signIns: operation(
    { access: 'user', isPassive: true },
    z.strictObject({ ...page }),
    z.strictObject({ entries: z.array(auditEntry).readonly(), total: z.number().int() }),
  ),
  /** The signed-in person's own account, for My account. */
  me: operation({ access: 'user', isPassive: true }, nothing, userDetails),
}
