import { z } from 'zod'
import { directoryFault } from './errors.ts'
import { instant, jobId, page, userId } from './ids.ts'
import { operation } from './operation.ts'
import { matchDoubts } from './rules/directory/match-people.ts'
import { typedText } from './rules/text/typed-text.ts'

export const directoryId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).brand<'DirectoryId'>()
export type DirectoryId = z.infer<typeof directoryId>

/** Stands for Keydesk's own directory where directories are named by their ids. */
export const ownDirectory = 0

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

/** What a server can do, whatever the rights of the account; null where it can't be found out. */
export const directoryAbilities = z.strictObject({
  /** Whether it makes people change a password that somebody else has set. */
  requireChange: z.boolean().nullable(),
  /** Whether it locks people after wrong passwords. */
  lock: z.boolean().nullable(),
  /** Whether it keeps its history of passwords where Keydesk's account sets one that a person has chosen. */
  keepsHistory: z.boolean().nullable(),
})
export type DirectoryAbilities = z.infer<typeof directoryAbilities>

export const directory = z.strictObject({
  id: directoryId,
  connection: directoryConnection,
  people: z.number().int(),
  /** How many people of the list the last look at everybody did not find, and left there because they are many. */
  missing: z.number().int(),
  /** When the last look reached its end; null before the first. */
  lookedAt: instant.nullable(),
  /** Why the last look failed; null if it did not. */
  fault: directoryFault.nullable(),
  /** What is becoming of the people of one that is being disconnected: nobody signs in by it any more. Null while it is connected. */
  leaving: z.enum(['remove', 'keep']).nullable(),
  /** How many of the people have roles in Keydesk, and so lose them when it is disconnected. */
  admins: z.number().int(),
})
export type DirectoryRow = z.infer<typeof directory>

/** How fresh the people of a directory are in Keydesk's list. */
const freshness = directory.pick({ id: true, lookedAt: true, fault: true }).extend({ name: z.string() })
export type DirectoryFreshness = z.infer<typeof freshness>

const read = { access: 'admin', permission: 'settings.manage' } as const
const write = { access: 'admin', permission: 'vault.manage', twoPerson: 'waits', mustConfirm: true } as const
const password = z.string().min(1).max(1024)
const one = z.strictObject({ id: directoryId })
const lookAnswer = z.strictObject({
  added: z.number().int(),
  changed: z.number().int(),
  gone: z.number().int(),
  /** How many people of the list were not found, and left there because they are many. */
  missing: z.number().int(),
})
export type LookAnswer = z.infer<typeof lookAnswer>

/** Why a pair is not taken for granted. */
export const matchDoubt = z.enum(matchDoubts)
const matchName = z.strictObject({
  id: userId,
  username: z.string(),
  displayName: z.string(),
  mail: z.string(),
})
/** A person of Keydesk's own beside an entry of the directory; null where there is no other. */
export const matchRow = z.strictObject({
  person: matchName.nullable(),
  entry: matchName.nullable(),
  doubts: z.array(matchDoubt).readonly(),
})
export type MatchRow = z.infer<typeof matchRow>
export const matchTab = z.enum(['pairs', 'doubts', 'onlyHere', 'onlyThere'])
export type MatchTab = z.infer<typeof matchTab>
const count = z.number().int()
const started = z.strictObject({ jobId })
/** Somebody who was matched, and whether they can still get their earlier password back. */
export const matchedPerson = z.strictObject({
  userId,
  username: z.string(),
  displayName: z.string(),
  adoptedAt: instant,
  canUndo: z.boolean(),
})
export type MatchedPerson = z.infer<typeof matchedPerson>

export const directoriesContract = {
  list: operation(
    { ...read, isPassive: true },
    z.strictObject({}),
    z.strictObject({ directories: z.array(directory).readonly() }),
  ),
  /** The names of the directories, for whoever may see their people, and how old what the list shows of them is. */
  freshness: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    z.strictObject({}),
    z.strictObject({ directories: z.array(freshness).readonly() }),
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
      /** Null where the server could not be asked. */
      abilities: directoryAbilities.nullable(),
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
  /**
   * Looks at everybody, and takes people off the list whom the directory does not have any more, even if they are many; nobody where they are
   * more than `most`, which is what the admin was shown.
   */
  hideMissing: operation(
    { ...write, audit: ['Hide missing people.'] },
    z.strictObject({ id: directoryId, most: z.number().int().positive() }),
    lookAnswer,
  ),
  /**
   * Ends the connection; nothing is changed in the directory. The people leave Keydesk's list, or stay in it as people of Keydesk's own without a
   * password and without roles. Answers when that is done for everybody; after a kill it goes on at the next start.
   */
  remove: operation(
    { ...write, audit: ['Remove directory.'] },
    one.extend({ people: z.enum(['remove', 'keep']).default('remove') }),
    z.strictObject({}),
  ),
  /** Who of Keydesk's own people may be whom in the directory. Pages of one match are shown until `isFresh` asks for another. */
  match: operation(
    { access: 'admin', permission: 'vault.manage' },
    one.extend({ isFresh: z.boolean(), tab: matchTab, search: z.string().max(200), ...page }),
    z.strictObject({
      counts: z.strictObject({ pairs: count, doubts: count, onlyHere: count, onlyThere: count }),
      /** Stands for all pairs without doubts, so that exactly those are adopted that were shown. */
      digest: z.string(),
      rows: z.array(matchRow).readonly(),
      total: count,
    }),
  ),
  /**
   * From now on the chosen people sign in by the directory, with all that they have in Keydesk. For global admins only, two of them under the
   * two-person rule, because whoever decides the directory's passwords decides theirs, too.
   */
  adopt: operation(
    { ...write, audit: ['Start job.', 'Match user.'] },
    one.extend({
      /** All pairs without doubts but those of some people; null for none. */
      pairs: z.strictObject({ digest: z.string().max(64), except: z.array(userId).max(10_000).readonly() }).nullable(),
      /** Pairs in doubt, each with the doubts that were seen. */
      also: z
        .array(
          z.strictObject({
            person: userId,
            entry: userId,
            doubts: z.array(matchDoubt).max(matchDoubts.length).readonly(),
          }),
        )
        .max(1000)
        .readonly(),
    }),
    started,
  ),
  /** Who was matched, as long as that can be undone by its age. */
  matched: operation(
    { access: 'admin', permission: 'vault.manage' },
    one.extend(page),
    z.strictObject({
      people: z.array(matchedPerson).readonly(),
      total: count,
      undoable: count,
      /** For how many days after the match it can be undone. */
      days: count,
    }),
  ),
  /** Gives people the password back that they had before they were matched, unless it was changed in the directory since. */
  undoMatch: operation(
    { ...write, audit: ['Start job.', 'Undo match of user.'] },
    one.extend({
      users: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('people'), ids: z.array(userId).min(1).max(1000).readonly() }),
        /** Everybody of one match, or of all of them. */
        z.strictObject({ kind: z.literal('everybody'), jobId: jobId.nullable() }),
      ]),
    }),
    started,
  ),
}
