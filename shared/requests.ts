import { type ZodType, z } from 'zod'
import { doorName } from './audit.ts'
import { instant, jobId, language, page, requestId, userId } from './ids.ts'
import { defaultLanguage } from './languages.ts'
import { operation } from './operation.ts'
import { passwordStyle } from './passwords.ts'
import { typedText } from './rules/text/typed-text.ts'

// A version of Keydesk with another language may have stored the request.
const how = { style: passwordStyle, language: language.catch(defaultLanguage), mustChange: z.boolean() }

/** Operations that can wait for an approval, with their input sealed until they are decided. */
export const waitingOperation = z.enum([
  'methods.removeFor',
  'users.edit',
  'users.block',
  'users.deleteMany',
  'passwords.shutOut',
  'roles.set',
  'policies.save',
  'sms.save',
  'mail.save',
  'mail.saveTemplate',
  'settings.save',
  'portal.save',
  'portal.setCertificate',
  'directories.add',
  'directories.save',
  'directories.remove',
  'directories.hideMissing',
  'directories.adopt',
  'directories.undoMatch',
  'updates.save',
  'backup.make',
  'backup.saveSchedule',
])
export type WaitingOperation = z.infer<typeof waitingOperation>
/** Earlier names of operations: an old request may still wait under one, and the audit log keeps them for ever. */
const earlierNames: ReadonlyMap<unknown, WaitingOperation> = new Map([['selfservice.saveSmsGateway', 'sms.save']])
/** An operation under its present name, from a stored name that may be an earlier one. */
export const writtenOperation = z.preprocess((name) => earlierNames.get(name) ?? name, waitingOperation)
/** The operation's name in the form of a key of the texts. */
export type OperationKey<T extends string> = T extends `${infer Slice}.${infer Name}` ? `${Slice}_${Name}` : never

/** A fact about an operation that a second admin must know before approving it; never a secret. */
export const requestFactName = z.enum([
  'roles',
  'groups',
  'signIn',
  'username',
  'displayName',
  'alternateEmail',
  'mobilePhone',
  'people',
  'setting',
  'reset',
  'template',
  'language',
  'subject',
  'body',
])
export const requestFact = z.strictObject({ name: requestFactName, value: z.string().max(2000) })
export type RequestFact = z.infer<typeof requestFact>

/** What is asked for, as stored beside the people whom it is about; never a password. A new kind is a new member. */
export const asked = z.discriminatedUnion('kind', [
  /** A new password for one approver. */
  z.strictObject({ kind: z.literal('resetAdmin'), ...how }),
  z.strictObject({ kind: z.literal('resetEverybody'), ...how }),
  z.strictObject({ kind: z.literal('switchOffTwoPerson') }),
  z.strictObject({
    kind: z.literal('operation'),
    operation: writtenOperation,
    facts: z.array(requestFact).max(100).readonly(),
  }),
  /** Somebody without a session asks for help with their password; `reason` is what they wrote. Approving it says that help was given. */
  z.strictObject({ kind: z.literal('help'), reason: z.string().max(500) }),
])
export type Asked = z.infer<typeof asked>
export const requestKind = z.enum([
  'resetAdmin',
  'resetEverybody',
  'switchOffTwoPerson',
  'operation',
  'help',
]) satisfies ZodType<Asked['kind']>
export type RequestKind = Asked['kind']

export const requestState = z.enum(['open', 'approved', 'refused', 'expired', 'withdrawn'])
export type RequestState = z.infer<typeof requestState>

const person = z.strictObject({ username: z.string(), displayName: z.string() })

export const request = z.strictObject({
  id: requestId,
  asked,
  state: requestState,
  asker: person,
  /** The one person whom the request is about; null if it is about several people or nobody. */
  target: person.extend({ id: userId }).nullable(),
  /** How many people the request is about. */
  people: z.number().int(),
  /** The door at which it was made. */
  door: doorName,
  createdAt: instant,
  expiresAt: instant,
  /** When and by whom it was approved, refused or withdrawn. */
  decidedAt: instant.nullable(),
  decidedBy: z.string(),
  /** Why it was refused. */
  reason: z.string(),
  /** The job with its results; null unless an approval began one. */
  jobId: jobId.nullable(),
  /** True if the signed-in person asked for it, and so may withdraw it while it is open. */
  isOwn: z.boolean(),
  /** True if the signed-in person may approve or refuse it now. */
  canDecide: z.boolean(),
})
export type Request = z.infer<typeof request>

const one = z.strictObject({ id: requestId })
const nothing = z.strictObject({})

/** Only open requests: for help with a password, or those that wait for a second admin. */
export const openKind = z.enum(['help', 'approvals'])
export type OpenKind = z.infer<typeof openKind>

export const requestsContract = {
  /** Open requests first, then those decided in the last 30 days; newest first. With `only`, open ones of one kind. */
  list: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({ ...page, only: openKind.optional() }),
    z.strictObject({ requests: z.array(request).readonly(), total: z.number().int() }),
  ),
  /** How many requests wait for a decision. */
  count: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    nothing,
    z.strictObject({ open: z.number().int() }),
  ),
  /** Does what was asked, in the name of the admin who asked; nobody can approve their own request. */
  approve: operation(
    { access: 'admin', permission: 'passwords.reset', audit: ['Approve request.'], mustConfirm: true },
    one,
    request,
  ),
  refuse: operation(
    { access: 'admin', permission: 'passwords.reset', audit: ['Refuse request.'] },
    one.extend({ reason: typedText().max(500) }),
    request,
  ),
  /** Withdraws the own request. */
  withdraw: operation({ access: 'admin', permission: 'users.read', audit: ['Withdraw request.'] }, one, request),
}
