import { z } from 'zod'
import { importId, userId } from './ids.ts'
import { operation } from './operation.ts'

/** One problem in an import file: its place and the reason, so that the admin can correct it in Excel. Lines count from 1, headings included. */
export const importProblem = z.strictObject({
  line: z.number().int().min(1),
  /** The heading in the file; empty for a problem of the whole row. */
  column: z.string(),
  /** The user name in the row as it stands there, and the value that is meant; both cut, and empty where there is none. */
  person: z.string(),
  value: z.string(),
  reason: z.enum([
    'missing',
    'tooLong',
    'usernameInvalid',
    'usernameNoAt',
    'usernameDotBeforeAt',
    'usernameTooLong',
    'emailInvalid',
    'controlCharacter',
    'duplicateInFile',
    'existsAlready',
    'unknownUser',
    'inDirectory',
    'notAllowed',
    'departmentDecides',
    'ownMailbox',
    'lostNumber',
    'decodedTwice',
    'lostCharacter',
    'formula',
    'signInUnclear',
    'tooManyColumns',
    'cutShort',
  ]),
  /** The limit in characters for `tooLong`; the line of the first one for `duplicateInFile`. */
  detail: z.number().int().nullable(),
})
export type ImportProblem = z.infer<typeof importProblem>

/** How a file was understood, whatever it is for. */
const filePreview = {
  importId,
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum(['comma', 'semicolon', 'tab']),
  /** What each column was taken for; `isByPosition` if the headings were unknown and the known order was used. */
  columns: z.array(z.strictObject({ heading: z.string(), field: z.string().nullable() })).readonly(),
  isByPosition: z.boolean(),
  rows: z.number().int(),
  problems: z.array(importProblem).readonly(),
  problemCount: z.number().int(),
}
export type FilePreview = z.infer<z.ZodObject<typeof filePreview>>

export const importPreview = z.strictObject({
  ...filePreview,
  good: z.number().int(),
  /** People of the good rows who come in blocked from signing in, because the file says so. */
  blocked: z.number().int(),
  sample: z.array(z.strictObject({ username: z.string(), displayName: z.string(), department: z.string() })).readonly(),
})
export type ImportPreview = z.infer<typeof importPreview>

/** The new value of a person; null if the cell changes nothing, empty if it clears the value. */
const newValue = z.string().nullable()

export const contactPreview = z.strictObject({
  ...filePreview,
  /** Rows without problems. */
  good: z.number().int(),
  /** The people of those rows who get a new value; the others have all values already. */
  changing: z.number().int(),
  /** How many values the file clears. */
  cleared: z.number().int(),
  sample: z
    .array(
      z.strictObject({
        username: z.string(),
        alternateEmail: newValue,
        mobilePhone: newValue,
        officePhone: newValue,
      }),
    )
    .readonly(),
})
export type ContactPreview = z.infer<typeof contactPreview>

export const maximumImportBytes = 256 * 1024 * 1024
/** The most people in one file: every start loads all people, so that millions would slow everything down for good. */
export const maximumImportRows = 500_000
export const importChunkBytes = 512 * 1024

const one = z.strictObject({ importId })

/** Imports of files about people: each file is checked as a whole, then used completely or not at all. */
export const importsContract = {
  startUsers: operation(
    { access: 'admin', permission: 'users.manage' },
    z.strictObject({ fileName: z.string().max(500), size: z.number().int().min(0) }),
    z.strictObject({ importId, chunkBytes: z.number().int() }),
  ),
  /** Chunks come in order; the file is checked as it arrives, so that memory stays bounded at any size. */
  uploadUsers: operation(
    { access: 'admin', permission: 'users.manage' },
    z.strictObject({ importId, index: z.number().int().min(0), bytes: z.base64().max(1_000_000) }),
    z.strictObject({ receivedBytes: z.number().int() }),
  ),
  previewUsers: operation({ access: 'admin', permission: 'users.manage' }, one, importPreview),
  /**
   * All or nothing: the good rows of the preview become users in one transaction. Their ids follow each other, beginning with `first`, so that
   * exactly they can be given passwords.
   */
  importUsers: operation(
    { access: 'admin', permission: 'users.manage', audit: ['Import users.'], mustConfirm: 'when' },
    one,
    z.strictObject({ imported: z.number().int(), first: userId }),
  ),
  cancelUsers: operation({ access: 'admin', permission: 'users.manage' }, one, z.strictObject({})),
  /** Contact information for existing people. */
  startContacts: operation(
    { access: 'admin', permission: 'users.change' },
    z.strictObject({ fileName: z.string().max(500), size: z.number().int().min(0) }),
    z.strictObject({ importId, chunkBytes: z.number().int() }),
  ),
  uploadContacts: operation(
    { access: 'admin', permission: 'users.change' },
    z.strictObject({ importId, index: z.number().int().min(0), bytes: z.base64().max(1_000_000) }),
    z.strictObject({ receivedBytes: z.number().int() }),
  ),
  previewContacts: operation({ access: 'admin', permission: 'users.change' }, one, contactPreview),
  /** Asks for the own password, because the places where codes are sent decide who can reset a password. */
  importContacts: operation(
    { access: 'admin', permission: 'users.change', audit: ['Import contact information.'], mustConfirm: true },
    one,
    z.strictObject({ changed: z.number().int() }),
  ),
  cancelContacts: operation({ access: 'admin', permission: 'users.change' }, one, z.strictObject({})),
}
