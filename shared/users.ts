import { z } from 'zod'
import { auditEntry } from './audit.ts'
import { directoryId, ownDirectory } from './directories.ts'
import { groupId, instant, language, page, userId } from './ids.ts'
import { operation } from './operation.ts'
import { editBars, editedFields } from './rules/directory/directory-fields.ts'
import { isDistinguishedName } from './rules/directory/distinguished-name.ts'
import { csvSeparator } from './rules/files/csv-line.ts'
import { passwordState } from './rules/password-state.ts'
import { roleLimit, roleName } from './rules/role-matrix.ts'
import { typedText } from './rules/text/typed-text.ts'

export { type ContactField, contactFields, contactLimits } from './rules/contact-fields.ts'

export const signInStatus = z.enum(['allowed', 'blocked', 'locked'])
export type SignInStatus = z.infer<typeof signInStatus>

const contact = z.strictObject({
  firstName: z.string().max(64),
  lastName: z.string().max(64),
  jobTitle: z.string().max(64),
  department: z.string().max(64),
  officeNumber: z.string().max(128),
  officePhone: z.string().max(64),
  mobilePhone: z.string().max(64),
  fax: z.string().max(64),
  alternateEmail: z.string().max(254),
  address: z.string().max(1023),
  city: z.string().max(128),
  state: z.string().max(128),
  postalCode: z.string().max(40),
  country: z.string().max(128),
})
export type Contact = z.infer<typeof contact>

export const userRow = z.strictObject({
  id: userId,
  username: z.string(),
  displayName: z.string(),
  department: z.string(),
  roles: z.array(roleName).readonly(),
  signIn: signInStatus,
  lockedUntil: instant.nullable(),
  passwordState,
  passwordChangedAt: instant.nullable(),
  /** When the temporary password lapses or the current one expires; null for never. */
  passwordExpiresAt: instant.nullable(),
  /** False for people whom the calling admin may not reset: the key icon is disabled and says which role could. */
  canReset: z.boolean(),
  /** True for an account of the directory's own admins: it is reset at the desk only, with the own password. */
  isProtected: z.boolean(),
  /** The connected directory that the person lives in, and its name; null for people of Keydesk's own. */
  directoryId: directoryId.nullable(),
  directory: z.string().nullable(),
})
export type UserRow = z.infer<typeof userRow>

export const userDetails = userRow.extend({
  contact,
  language: language.nullable(),
  neverExpires: z.boolean(),
  createdAt: instant,
  /** The groups to which this person's own roles are limited. */
  limits: z.array(roleLimit).readonly(),
  /** False where the directory can't block and allow sign-in, so that it is done there. */
  canBlock: z.boolean(),
  /** Until when Keydesk and the directory lock the person, each by itself; null for not locked. */
  locks: z.strictObject({ here: instant.nullable(), there: instant.nullable() }),
  /** False for people whom the calling admin may not block, edit or delete; admins may edit their own account. */
  canChange: z.boolean(),
})
export type UserDetails = z.infer<typeof userDetails>

/** What of somebody can be changed in their directory, field by field; null for people of Keydesk's own. */
export const editableAnswer = z.strictObject({
  editable: z
    .strictObject({
      fields: z.record(z.enum(editedFields), z.enum(editBars).nullable()),
      neverExpires: z.enum(['noRight', 'impossible']).nullable(),
    })
    .nullable(),
})

export const userSortKeys = [
  'displayName',
  'username',
  'passwordState',
  'passwordChangedAt',
  'passwordExpiresAt',
  'signIn',
  'roles',
  'department',
  'directory',
] as const
export const userSort = z.strictObject({
  by: z.enum(userSortKeys),
  direction: z.enum(['ascending', 'descending']),
  language,
})
export type UserSort = z.infer<typeof userSort>

/** `none` in roles means people without an admin role. An empty list filters nothing. */
export const userFilter = z.strictObject({
  signIn: z.array(signInStatus).max(signInStatus.options.length).readonly(),
  passwordState: z.array(passwordState).max(passwordState.options.length).readonly(),
  role: z
    .array(z.enum([...roleName.options, 'none']))
    .max(roleName.options.length + 1)
    .readonly(),
  /** People in at least one of these groups. */
  group: z.array(groupId).max(20).readonly().optional(),
  /** Departments by their exact names; the empty name means people without one. */
  department: z.array(z.string().max(64)).max(100).readonly().optional(),
  /** People of these directories, by their ids; 0 is Keydesk's own. */
  directory: z.array(z.number().int().min(ownDirectory).max(Number.MAX_SAFE_INTEGER)).max(20).readonly().optional(),
  /** `soon`: people whose temporary password lapses within 24 hours. */
  lapse: z.array(z.literal('soon')).max(1).readonly().optional(),
})
export type UserFilter = z.infer<typeof userFilter>
export const noFilter: UserFilter = { signIn: [], passwordState: [], role: [] }

export const userQuery = z.strictObject({ search: z.string().max(200), filter: userFilter })
export type UserQuery = z.infer<typeof userQuery>
export const everybody: UserQuery = { search: '', filter: noFilter }

/**
 * People who were chosen one by one, or everybody who matches a query with some exceptions, so that "select all" does not depend on what is
 * loaded.
 */
export const selection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('users'), ids: z.array(userId).max(100_000).readonly() }),
  z.strictObject({ kind: z.literal('matching'), query: userQuery, except: z.array(userId).max(100_000).readonly() }),
])
export type Selection = z.infer<typeof selection>

const newUser = z.strictObject({
  username: z.string().max(2000),
  displayName: z.string().max(2000),
  contact: contact.partial(),
  language: language.nullable(),
})

const counted = z.record(z.string(), z.number().int())

const manyIds = z.array(userId).min(1).max(1000).readonly()
/** People whom an operation on many left as they are, each with the reason. */
const leftOut = z.array(z.strictObject({ id: userId, username: z.string(), reason: z.string() })).readonly()
export type LeftOut = z.infer<typeof leftOut>
/** What can be the same for many people, and is no way to reach anybody for a code. */
export const manyFields = [
  'department',
  'jobTitle',
  'officeNumber',
  'officePhone',
  'fax',
  'address',
  'postalCode',
  'city',
  'state',
  'country',
] as const satisfies readonly (keyof Contact)[]
export type ManyField = (typeof manyFields)[number]

const placeInDirectory = typedText().max(1024).refine(isDistinguishedName)
/** A users file, which can be imported again, or what another directory takes: LDIF (RFC 2849), or the columns of New-ADUser. */
export const exportAs = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('csv') }),
  z.strictObject({ format: z.literal('ldif'), base: placeInDirectory }),
  z.strictObject({ format: z.literal('newAdUser'), base: placeInDirectory.optional() }),
])
export type ExportAs = z.infer<typeof exportAs>

export const usersContract = {
  list: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({ query: userQuery, sort: userSort, ...page }),
    z.strictObject({ rows: z.array(userRow).readonly(), total: z.number().int(), all: z.number().int() }),
  ),
  /** Only the ids of the people in a part of the list, for a choice that is kept through other searches. */
  ids: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({
      query: userQuery,
      sort: userSort,
      offset: page.offset,
      limit: z.number().int().min(1).max(100_000),
    }),
    z.strictObject({ ids: z.array(userId).readonly() }),
  ),
  /** How many people of a search match each value of each filter, for the numbers beside the checkboxes. */
  counts: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    userQuery,
    z.strictObject({
      signIn: counted,
      passwordState: counted,
      role: counted,
      /** By the id of the directory; 0 is Keydesk's own. */
      directory: counted,
      /** The hundred departments with the most people. */
      departments: z.array(z.strictObject({ name: z.string(), count: z.number().int() })).readonly(),
    }),
  ),
  /**
   * Counts people with a temporary password that they have not changed: all of them, those whose password lapses within 24 hours, and those
   * whose password has lapsed.
   */
  waiting: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({}),
    z.strictObject({ waiting: z.number().int(), soon: z.number().int(), lapsed: z.number().int() }),
  ),
  get: operation({ access: 'admin', permission: 'users.read' }, z.strictObject({ id: userId }), userDetails),
  add: operation(
    { access: 'admin', permission: 'users.manage', audit: ['Add user.'], mustConfirm: 'when' },
    newUser,
    z.strictObject({ id: userId }),
  ),
  edit: operation(
    { access: 'admin', twoPerson: 'waits', permission: 'users.change', audit: ['Update user.'], mustConfirm: 'when' },
    /**
     * `seen` holds the values that were shown. A field that was not changed keeps its stored value, even if somebody else has changed that
     * meanwhile.
     */
    newUser.extend({ id: userId, seen: newUser.optional() }),
    z.strictObject({}),
  ),
  /** Asks the person's directory what Keydesk's account may change of them, without changing anything. */
  editable: operation(
    { access: 'admin', permission: 'users.change', isPassive: true },
    z.strictObject({ id: userId }),
    editableAnswer,
  ),
  block: operation(
    {
      access: 'admin',
      twoPerson: 'waits',
      permission: 'users.change',
      audit: ['Disable account.'],
      mustConfirm: true,
    },
    z.strictObject({ id: userId, isBlocked: z.boolean() }),
    z.strictObject({}),
  ),
  /**
   * Blocks or allows people of Keydesk's own, each by the same rules as `block`, in one transaction. Who may not be blocked is left out with the
   * reason; so are people of connected directories, and whoever needs a second admin, who are blocked one by one.
   */
  blockMany: operation(
    { access: 'admin', permission: 'users.change', audit: ['Disable account.'], mustConfirm: true },
    z.strictObject({ ids: manyIds, isBlocked: z.boolean() }),
    /** `changed`: who was not so before, for taking it back. */
    z.strictObject({ changed: z.array(userId).readonly(), left: leftOut }),
  ),
  /** Gives many people of Keydesk's own a value in one field, each by the same rules as `edit`, in one transaction; others are left out. */
  editMany: operation(
    { access: 'admin', permission: 'users.change', audit: ['Update user.'], mustConfirm: 'when' },
    z.strictObject({
      field: z.enum(manyFields),
      edits: z
        .array(z.strictObject({ id: userId, value: z.string().max(2000) }))
        .min(1)
        .max(1000)
        .readonly(),
    }),
    /** `changed`: the people whose value is another one now, each with the value before. */
    z.strictObject({
      changed: z.array(z.strictObject({ id: userId, value: z.string() })).readonly(),
      left: leftOut,
    }),
  ),
  /** Writes people as a file that holds no password; `as` is a users file where it is left out. */
  exportFile: operation(
    { access: 'admin', permission: 'users.manage', audit: ['Export users.'], mustConfirm: true },
    z.strictObject({ selection, language, separator: csvSeparator.optional(), as: exportAs.optional() }),
    z.strictObject({ fileName: z.string(), text: z.string(), count: z.number().int() }),
  ),
  /** Deletes people: they leave the list and every session at once, and can be restored for as long as the policy says. */
  deleteMany: operation(
    { access: 'admin', twoPerson: 'waits', permission: 'users.change', audit: ['Delete user.'], mustConfirm: true },
    z.strictObject({ ids: z.array(userId).min(1).max(1000).readonly() }),
    z.strictObject({
      deleted: z.number().int(),
      left: z.array(z.strictObject({ id: userId, username: z.string(), reason: z.string() })).readonly(),
    }),
  ),
  setNeverExpires: operation(
    { access: 'admin', permission: 'users.manage', audit: ['Update user.'] },
    z.strictObject({ id: userId, isOn: z.boolean() }),
    z.strictObject({}),
  ),
  /**
   * The person's history from the audit log, newest first: for roles that read the log, what was done to the person and by the person; for
   * others, what was done to the person's password and sign-in.
   */
  history: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({ id: userId, ...page }),
    z.strictObject({ entries: z.array(auditEntry).readonly(), total: z.number().int() }),
  ),
}
