import { z } from 'zod'
import { language, typedPassword } from './ids.ts'
import { operation } from './operation.ts'
import { passwordPolicy } from './rules/password-rules.ts'
import { sessionInfo } from './sessions.ts'

/** Values an admin can change; the defaults are product decisions (README). Times are in the unit that the name says. */
export const settings = z.strictObject({
  organisation: z.string().trim().min(1).max(128),
  signInAddress: z.string().trim().max(200),
  idleMinutes: z.number().int().min(1).max(60),
  sessionHours: z.number().int().min(1).max(24),
  clipboardSeconds: z.number().int().min(5).max(300),
  temporaryStyle: z.enum(['strong', 'passphrase', 'classic']),
  /** 1 to 720 hours; null means that a temporary password never lapses, as in Microsoft 365. */
  temporaryHours: z.number().int().min(1).max(720).nullable(),
})
export type Settings = z.infer<typeof settings>

export const defaultSettings: Omit<Settings, 'organisation'> = {
  signInAddress: '',
  idleMinutes: 5,
  sessionHours: 12,
  clipboardSeconds: 30,
  temporaryStyle: 'strong',
  temporaryHours: 72,
}

export const status = z.strictObject({
  isSetUp: z.boolean(),
  organisation: z.string(),
  /** `none` before set-up; `locked` until a global admin signs in or the recovery key is typed. */
  vault: z.enum(['none', 'open', 'locked']),
  /** `keychainLost`: the keychain does not hold the key any more, the recovery key opens the vault. */
  vaultNeeds: z.enum(['nothing', 'globalAdmin', 'recoveryKey']),
  /** The rules for the first password, before there is a session. */
  passwordPolicy,
})
export type Status = z.infer<typeof status>

export const settingsContract = {
  status: operation({ access: 'anyone', isPassive: true }, z.strictObject({}), status),
  createOrganisation: operation(
    { access: 'anyone', audit: ['Create organisation.'] },
    z.strictObject({
      organisation: z.string().trim().min(1).max(128),
      displayName: z.string().trim().min(1).max(256),
      username: z.string().max(320),
      password: typedPassword,
      language,
    }),
    z.strictObject({ recoveryKey: z.string(), token: z.string(), session: sessionInfo }),
  ),
  get: operation({ access: 'user', isPassive: true }, z.strictObject({}), settings),
  save: operation(
    { access: 'admin', permission: 'settings.manage', audit: ['Set company information.'] },
    settings,
    settings,
  ),
}
