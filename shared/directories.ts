import { z } from 'zod'
import { directoryFault } from './errors.ts'
import { instant } from './ids.ts'
import { operation } from './operation.ts'
import { typedText } from './rules/text/typed-text.ts'

export const directoryId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).brand<'DirectoryId'>()
export type DirectoryId = z.infer<typeof directoryId>

export const directoryKind = z.enum(['activeDirectory', 'openLdap', 'directoryServer389'])
export type DirectoryKind = z.infer<typeof directoryKind>

const pem = z.string().max(200_000)
const server = z.strictObject({ host: typedText().min(1).max(253), port: z.number().int().min(1).max(65_535) })
export type DirectoryServer = z.infer<typeof server>

/** `ldaps`: encrypted from the first byte (port 636). `startTls`: encrypted before anything is sent (port 389). There is no other way. */
export const directorySecurity = z.enum(['ldaps', 'startTls'])
export type DirectorySecurity = z.infer<typeof directorySecurity>

/** Who vouches for the server: this computer's authorities, a certificate of the organisation's own authority, or an admin who looked at it. */
export const directoryTrust = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('authority'), certificates: pem }),
  z.strictObject({ kind: z.literal('pinned'), certificate: pem }),
])
export type DirectoryTrust = z.infer<typeof directoryTrust>

/** How a directory is reached, without the password of the account. */
export const directoryConnection = z.strictObject({
  kind: directoryKind,
  name: typedText().min(1).max(64),
  /** Tried in this order. */
  servers: z.array(server).min(1).max(5).readonly(),
  security: directorySecurity,
  trust: directoryTrust,
  /** The distinguished name below which the people are. */
  base: typedText().min(1).max(1024),
  /** The account that Keydesk signs in with: a distinguished name; Active Directory also takes name@domain. */
  account: typedText().min(1).max(1024),
})
export type DirectoryConnection = z.infer<typeof directoryConnection>

/** A certificate as a server shows it. */
export const shownCertificate = z.strictObject({
  certificate: z.string(),
  subject: z.string(),
  issuer: z.string(),
  /** SHA-256, as pairs of digits with colons. */
  fingerprint: z.string(),
  expiresAt: instant,
})
export type ShownCertificate = z.infer<typeof shownCertificate>

/** What the account may do, found out without changing anything. */
export const directoryRight = z.enum([
  'readPeople',
  'readState',
  'reset',
  'requireChange',
  'unlock',
  'readRules',
  'edit',
])
export type DirectoryRight = z.infer<typeof directoryRight>
const rightLine = z.strictObject({
  right: directoryRight,
  /** `some`: the account may do a part of it. */
  state: z.enum(['yes', 'some', 'no', 'unknown', 'impossible']),
  /** The command that gives a missing right; empty where there is none. */
  command: z.string(),
})
export type RightLine = z.infer<typeof rightLine>

export const directory = z.strictObject({
  id: directoryId,
  connection: directoryConnection,
  people: z.number().int(),
  /** When the last look reached its end; null before the first. */
  lookedAt: instant.nullable(),
  /** Why the last look failed; null if it did not. */
  fault: directoryFault.nullable(),
})
export type DirectoryRow = z.infer<typeof directory>

const read = { access: 'admin', permission: 'settings.manage' } as const
const write = { access: 'admin', permission: 'vault.manage', twoPerson: 'waits', mustConfirm: true } as const
const password = z.string().min(1).max(1024)
const one = z.strictObject({ id: directoryId })
const lookAnswer = z.strictObject({
  added: z.number().int(),
  changed: z.number().int(),
  gone: z.number().int(),
})
export type LookAnswer = z.infer<typeof lookAnswer>

export const directoriesContract = {
  list: operation(
    { ...read, isPassive: true },
    z.strictObject({}),
    z.strictObject({ directories: z.array(directory).readonly() }),
  ),
  /** Connects without signing in, and says what the server shows: nothing but the request for a certificate is sent before that is trusted. */
  probe: operation(
    read,
    z.strictObject({ server, security: directorySecurity, trust: directoryTrust }),
    z.strictObject({
      certificate: shownCertificate.nullable(),
      /** Null where the certificate is trusted and the server answers. */
      fault: directoryFault.nullable(),
      kind: directoryKind.nullable(),
      /** The names below which the server keeps entries. */
      bases: z.array(z.string()).readonly(),
    }),
  ),
  /** Signs in and finds out what the account may do, without changing anything. */
  test: operation(
    read,
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('stored'), id: directoryId }),
      z.strictObject({ kind: z.literal('typed'), connection: directoryConnection, password }),
    ]),
    z.strictObject({
      fault: directoryFault.nullable(),
      rights: z.array(rightLine).readonly(),
      people: z.number().int(),
    }),
  ),
  /** For global admins only, two of them under the two-person rule, because a directory decides whose password signs in. */
  add: operation(
    { ...write, audit: ['Add directory.'] },
    z.strictObject({ connection: directoryConnection, password }),
    one,
  ),
  /** Changes how a directory is reached, whose people stay as they are; not its kind. The password is typed again, for it goes to that server. */
  save: operation(
    { ...write, audit: ['Update directory.'] },
    z.strictObject({ id: directoryId, connection: directoryConnection, password }),
    z.strictObject({}),
  ),
  /** Looks at what has changed; `isWhole` looks at everybody. */
  look: operation(
    { ...read, audit: ['Look at directory.'] },
    z.strictObject({ id: directoryId, isWhole: z.boolean() }),
    lookAnswer,
  ),
  /** Ends the connection. The people go from Keydesk's list; nothing is changed in the directory. */
  remove: operation({ ...write, audit: ['Remove directory.'] }, one, z.strictObject({})),
}
