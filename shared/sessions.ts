import { z } from 'zod'
import { instant, language, typedPassword, userId } from './ids.ts'
import { typedCode } from './methods.ts'
import { operation } from './operation.ts'
import { roleLimit, roleName } from './rules/role-matrix.ts'

/** While `factor` is `needed`, names, roles and language are empty, because the password alone must not reveal anything about the account. */
export const sessionInfo = z.strictObject({
  userId,
  username: z.string(),
  displayName: z.string(),
  roles: z.array(roleName).readonly(),
  /** What the second factor still asks for, before anything else, even a forced change; such a session ends after 10 minutes. */
  factor: z.enum(['none', 'needed', 'mustRegister']),
  limits: z.array(roleLimit).readonly(),
  /** A new password must be chosen before anything else. */
  mustChange: z.boolean(),
  /** True for people of a connected directory, which changes a password by the one before it. */
  isInDirectory: z.boolean(),
  /** Registering security info can't be put off any longer: after a forced change, nothing else is possible until enough methods are registered. */
  mustGiveMethods: z.boolean(),
  isLocked: z.boolean(),
  idleMinutes: z.number().int(),
  endsAt: instant,
  language: language.nullable(),
})
export type SessionInfo = z.infer<typeof sessionInfo>

/** One place where somebody is signed in. */
export const sessionEntry = z.strictObject({
  id: z.string(),
  startedAt: instant,
  activeAt: instant,
  isLocked: z.boolean(),
  isThis: z.boolean(),
})
export type SessionEntry = z.infer<typeof sessionEntry>
const entries = z.strictObject({ sessions: z.array(sessionEntry).readonly() })

const ticket = z.strictObject({ token: z.string(), session: sessionInfo })

export const sessionsContract = {
  current: operation({ access: 'pending', isPassive: true }, z.strictObject({}), sessionInfo),
  signIn: operation(
    { access: 'anyone', audit: ['UserLoggedIn'] },
    z.strictObject({ username: z.string().min(1).max(320), password: typedPassword }),
    ticket,
  ),
  /** The second step of signing in: a code of the authenticator app or a recovery code. The session continues under a new token. */
  proveFactor: operation({ access: 'pending', audit: ['UserLoggedIn'] }, z.strictObject({ code: typedCode }), ticket),
  signOut: operation({ access: 'pending', audit: ['UserLoggedOut'] }, z.strictObject({}), z.strictObject({})),
  lock: operation({ access: 'locked' }, z.strictObject({}), z.strictObject({})),
  /** Unlocks with the password alone, because the second factor was proved in this session already. */
  unlock: operation(
    { access: 'locked', audit: ['UserLoggedIn'] },
    z.strictObject({ password: typedPassword }),
    sessionInfo,
  ),
  /** Reports activity, so that the session does not lock. */
  touch: operation({ access: 'forced', canRegister: true }, z.strictObject({}), z.strictObject({})),
  mine: operation({ access: 'user', isPassive: true }, z.strictObject({}), entries),
  /** Signs the person out at another place. */
  endMine: operation(
    { access: 'user', audit: ['UserLoggedOut'] },
    z.strictObject({ id: z.string().max(100) }),
    z.strictObject({}),
  ),
  of: operation({ access: 'admin', permission: 'users.read', isPassive: true }, z.strictObject({ userId }), entries),
  endAll: operation(
    { access: 'admin', permission: 'passwords.reset', audit: ['Sign out of all sessions.'] },
    z.strictObject({ userId }),
    z.strictObject({ ended: z.number().int() }),
  ),
  /** Confirms the admin's own password before a sensitive action; valid for 5 minutes. */
  confirm: operation(
    { access: 'user', canRegister: true, audit: ['Confirm own password.'] },
    z.strictObject({ password: typedPassword }),
    z.strictObject({}),
  ),
}
