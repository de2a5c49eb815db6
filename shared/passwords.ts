import { z } from 'zod'
import { instant, jobId, language, requestId, secretId, typedPassword, userId } from './ids.ts'
import { operation } from './operation.ts'
import { csvSeparator } from './rules/files/csv-line.ts'
import { liveProtection } from './rules/policy.ts'
import { selection } from './users.ts'

export const passwordStyle = z.enum(['strong', 'passphrase', 'classic'])
export type PasswordStyle = z.infer<typeof passwordStyle>

/** Why somebody of a selection is left out; shown before anything is done. */
export const exclusionReason = z.enum([
  'ownAccount',
  'blocked',
  'notAllowed',
  'noPassword',
  'gone',
  'secondAdmin',
  'cantRequire',
])
export type ExclusionReason = z.infer<typeof exclusionReason>

const person = z.strictObject({ id: userId, username: z.string(), displayName: z.string() })

/** What a directory will do with a reset of one of its people, said before it is tried. */
export const resetThere = z.strictObject({
  /**
   * Whether it makes the person change the new password. `noPolicy`: it makes nobody, and a reset that asks for it would be refused;
   * `neverExpires`: it does not make this person.
   */
  requireChange: z.enum(['yes', 'noPolicy', 'neverExpires', 'unknown']),
  /** True for somebody whom the directory has locked after wrong passwords; a reset ends that. */
  isLocked: z.boolean(),
})
export type ResetThere = z.infer<typeof resetThere>

export const manyPreview = z.strictObject({
  count: z.number().int(),
  /** How many of them have a password now, which a reset ends. */
  withPassword: z.number().int(),
  /** The first hundred of them, to look at before anything is done. */
  people: z.array(person).readonly(),
  /** How many of them a directory won't make change the password; a reset that asks for it is refused for the first, and void for the others. */
  cantRequire: z.strictObject({ noPolicy: z.number().int(), neverExpires: z.number().int() }),
  excluded: z
    .array(z.strictObject({ reason: exclusionReason, count: z.number().int(), people: z.array(person).readonly() }))
    .readonly(),
})
export type ManyPreview = z.infer<typeof manyPreview>

/** Stands for a password in the vault: what lists, slips and dialogs hold until somebody presses Show. */
export const secretTicket = z.strictObject({
  secretId,
  userId,
  username: z.string(),
  displayName: z.string(),
  lapsesAt: instant.nullable(),
})
export type SecretTicket = z.infer<typeof secretTicket>

/** Nothing was done yet, because of the two-person rule: a second admin finds the request under this number. */
const waiting = z.strictObject({ outcome: z.literal('waiting'), request: requestId })
const resetAnswer = z.discriminatedUnion('outcome', [secretTicket.extend({ outcome: z.literal('done') }), waiting])
const startAnswer = z.discriminatedUnion('outcome', [z.strictObject({ outcome: z.literal('started'), jobId }), waiting])

export const revealed = z.strictObject({
  secretId,
  userId,
  username: z.string(),
  displayName: z.string(),
  password: z.string(),
  lapsesAt: instant.nullable(),
  language: language.nullable(),
})
export type Revealed = z.infer<typeof revealed>

export const passwordsContract = {
  /**
   * The rules for the own password, or for the person whom an admin resets, so that the screen can check them while somebody types; the
   * service decides. For a person of a directory that answers in time, `there` is what it will do with a reset.
   */
  policy: operation(
    { access: 'forced', isPassive: true },
    z.strictObject({ userId: userId.optional() }),
    liveProtection.extend({ there: resetThere.optional() }),
  ),
  reset: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'passwords.reset',
      audit: ['Reset user password.'],
      mustConfirm: 'when',
    },
    z.strictObject({
      userId,
      choice: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('generate'), style: passwordStyle, language }),
        z.strictObject({ kind: z.literal('typed'), password: typedPassword }),
      ]),
      mustChange: z.boolean(),
    }),
    resetAnswer,
  ),
  previewMany: operation(
    { access: 'admin', permission: 'passwords.reset' },
    z.strictObject({ selection, action: z.enum(['reset', 'requireChange']) }),
    manyPreview,
  ),
  resetMany: operation(
    { access: 'admin', twoPerson: 'waits', permission: 'passwords.reset', audit: ['Start job.'], mustConfirm: true },
    z.strictObject({ selection, style: passwordStyle, language, mustChange: z.boolean() }),
    startAnswer,
  ),
  requireChange: operation(
    { access: 'admin', permission: 'passwords.reset', audit: ['Start job.'], mustConfirm: 'when' },
    z.strictObject({ selection }),
    z.strictObject({ jobId }),
  ),
  /** Reads passwords, at most 500 in one call; each is one audit entry. `damaged` names users whose password is there but can't be opened. */
  reveal: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      audit: ['Reveal password.'],
      mustConfirm: 'when',
    },
    z.strictObject({ secretIds: z.array(secretId).min(1).max(500).readonly() }),
    z.strictObject({ passwords: z.array(revealed).readonly(), damaged: z.array(z.string()).readonly() }),
  ),
  /** Restores a deleted user with a new temporary password; `username` is for a restore after somebody else got the old one. */
  restore: operation(
    { access: 'admin', permission: 'users.change', audit: ['Restore user.'], mustConfirm: true },
    z.strictObject({
      userId,
      username: z.string().max(320).nullable(),
      style: passwordStyle,
      language,
    }),
    secretTicket,
  ),
  /** Shuts out somebody who may do harm: blocks them, sets a password that nobody knows and ends every session, at once. */
  shutOut: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'users.change',
      audit: ['Reset user password.', 'Disable account.'],
      mustConfirm: true,
    },
    z.strictObject({ userId }),
    z.strictObject({}),
  ),
  /** The readable temporary password of one user, if the vault still keeps it. */
  ticketOf: operation(
    { access: 'admin', permission: 'passwords.reset' },
    z.strictObject({ userId }),
    z.strictObject({ ticket: secretTicket.nullable() }),
  ),
  exportResults: operation(
    {
      access: 'admin',
      twoPerson: 'refused',
      permission: 'passwords.reset',
      audit: ['Export passwords.'],
      mustConfirm: true,
    },
    z.strictObject({ jobId, language, separator: csvSeparator.optional() }),
    z.strictObject({ fileName: z.string(), csv: z.string(), count: z.number().int() }),
  ),
  /** A change by the person, who must type the current password (OWASP ASVS 6.2.3). Ends the person's other sessions. */
  change: operation(
    { access: 'user', audit: ['Change user password.'] },
    z.strictObject({ currentPassword: typedPassword, newPassword: typedPassword }),
    z.strictObject({}),
  ),
  /** The forced change after signing in with a temporary, expired or must-change password; people of a directory type that one again. */
  changeForced: operation(
    { access: 'forced', audit: ['Change user password.'] },
    z.strictObject({ currentPassword: typedPassword.optional(), newPassword: typedPassword }),
    z.strictObject({}),
  ),
}
