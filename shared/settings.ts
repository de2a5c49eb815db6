import { z } from 'zod'
import { keychainFault } from './errors.ts'
import { language, typedPassword } from './ids.ts'
import { operation } from './operation.ts'
import { liveProtection, signInSection, temporarySection } from './rules/policy.ts'
import { brandColour } from './rules/self-service.ts'
import { typedText } from './rules/text/typed-text.ts'
import { sessionInfo } from './sessions.ts'

/** The organisation's name, the address where its people sign in, and the language of what people without one are sent. */
export const settings = z.strictObject({
  organisation: typedText().min(1).max(128),
  signInAddress: typedText().max(200),
  language,
})
export type Settings = z.infer<typeof settings>

/** What every screen needs of settings and policies, in one flat answer. Times are in the unit that the name says. */
export const valuesInForce = settings.extend({
  idleMinutes: signInSection.shape.idleMinutes,
  sessionHours: signInSection.shape.sessionHours,
  clipboardSeconds: signInSection.shape.clipboardSeconds,
  isScreenProtected: signInSection.shape.isScreenProtected,
  temporaryStyle: temporarySection.shape.style,
  temporaryHours: temporarySection.shape.hours,
  temporaryKeep: temporarySection.shape.keep,
  isMustChangeFixed: temporarySection.shape.isMustChangeFixed,
})
export type ValuesInForce = z.infer<typeof valuesInForce>

export const status = z.strictObject({
  isSetUp: z.boolean(),
  organisation: z.string(),
  colour: brandColour,
  /** `none` before set-up; `locked` until a global admin signs in or the recovery key is typed. */
  vault: z.enum(['none', 'open', 'locked']),
  vaultNeeds: z.enum(['nothing', 'globalAdmin', 'recoveryKey']),
  /** Why the keychain did not open the vault; null while the vault is open, and where no keychain is used. */
  keychain: keychainFault.nullable(),
  /** How to sign in to a demo, whose admin is made up with it; null for every real organisation. */
  demoAccount: z.strictObject({ username: z.string(), password: z.string() }).nullable(),
  /** The rules for the first password, before there is a session. */
  passwordPolicy: liveProtection,
})
export type Status = z.infer<typeof status>

export const settingsContract = {
  status: operation({ access: 'anyone', isPassive: true }, z.strictObject({}), status),
  createOrganisation: operation(
    { access: 'anyone', audit: ['Create organisation.'] },
    z.strictObject({
      organisation: typedText().min(1).max(128),
      displayName: typedText().min(1).max(256),
      username: z.string().max(320),
      password: typedPassword,
      language,
    }),
    z.strictObject({ recoveryKey: z.string(), token: z.string(), session: sessionInfo }),
  ),
  get: operation({ access: 'user', isPassive: true }, z.strictObject({}), valuesInForce),
  /**
   * For global admins, after the own password, with two admins under the two-person rule: slips and mails tell everybody where to type their
   * password.
   */
  save: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'vault.manage',
      audit: ['Set company information.'],
      mustConfirm: true,
    },
    // A request that waits from before there was a language leaves that as it is.
    settings.extend({ language: language.optional() }),
    valuesInForce,
  ),
}
