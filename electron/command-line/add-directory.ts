import { X509Certificate } from 'node:crypto'
import {
  type DirectoryConnection,
  type DirectoryKind,
  type DirectorySecurity,
  type DirectoryServer,
  type DirectoryTrust,
  directoryKind,
  type ShownCertificate,
} from '../../shared/directories.ts'
import { type DirectoryFault, isDomainError } from '../../shared/errors.ts'
import { directoryNames } from '../../shared/i18n/directory-names.ts'
import { lookedText } from '../../shared/i18n/looked-text.ts'
import { isSameDirectoryName } from '../../shared/rules/directory/directory-name.ts'
import { serverOf, serverText } from '../../shared/rules/directory/directory-server.ts'
import type { Caller } from '../rpc/caller.ts'
import { complaintOf, usageError } from './complaint.ts'
import { type Desk, type Options, withDesk } from './desk.ts'
import { rightsDocument, rightsText } from './directory-rights.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { readWhole } from './files.ts'
import { isoTime, printable } from './output.ts'
import { requestIfWaiting } from './results.ts'
import { readSecret } from './secret-input.ts'
import { localTime, spokenLanguage, words } from './words.ts'

/** The kinds of encryption as they are typed. */
export const securities: Readonly<Record<string, DirectorySecurity>> = { ldaps: 'ldaps', starttls: 'startTls' }

/** The most servers that a directory can have. */
const maximumServers = 5
/** The most bytes that a file of certificates may have. */
const maximumAuthorityBytes = 100_000

type Given = Options & Readonly<Record<string, unknown>>
/** What the line says, before any server was looked at. */
type Wanted = {
  readonly name: string
  readonly servers: readonly DirectoryServer[]
  readonly security: DirectorySecurity
  readonly account: string
  readonly kind: DirectoryKind | null
  readonly base: string | null
  /** The certificates of the organisation's own authority (PEM). */
  readonly authority: string | null
  readonly fingerprint: string | null
}
type Seen = Awaited<ReturnType<Caller['directories']['probe']>> & { readonly server: DirectoryServer }

/** Faults that somebody can decide about who has looked at the certificate. A certificate that is not valid today is none of them. */
const decidable: readonly (DirectoryFault | null)[] = ['certificate', 'certificateName', 'otherCertificate']

/**
 * `directories add`: looks at the servers, finds out what the account may do, connects the directory and reads everybody. The account's
 * password is asked for only when it is certain whom it is sent to.
 */
export async function addDirectory(options: Given): Promise<ExitStatus> {
  const wanted = await wantedOf(options)
  return withDesk(options, async (desk) => {
    const { caller, output } = desk
    await mustBeNew(caller, wanted.name)
    const trust = await trustOf(desk, wanted)
    const seen = trust === null ? null : await answersOf(desk, wanted, trust)
    if (trust === null || seen === null) return exitStatus.someFailed
    const connection = connectionOf(wanted, trust, seen)
    const question = words().t('commandLine.passwordOf', { username: connection.account })
    const password = await readSecret(question, options.passwordStdin === true)
    return requestIfWaiting(output, () => connect(desk, connection, password))
  })
}

async function wantedOf(options: Given): Promise<Wanted> {
  const { t } = words()
  const security = securities[String(options.security ?? 'ldaps')] ?? 'ldaps'
  const typed = (options.server as readonly string[]).map((text) => ({ text, server: serverOf(text, security) }))
  const bad = typed.find(({ server }) => server === null)
  if (bad !== undefined) throw usageError(t('commandLine.serverInvalid', { server: bad.text }))
  if (typed.length > maximumServers) throw usageError(t('commandLine.tooManyServers', { count: maximumServers }))
  if (options.authority !== undefined && options.fingerprint !== undefined)
    throw usageError(t('commandLine.authorityOrFingerprint'))
  return {
    name: String(options.name).trim().normalize('NFC'),
    servers: typed.flatMap(({ server }) => server ?? []),
    security,
    account: String(options.account),
    kind: directoryKind.options.find((kind) => kind === options.kind) ?? null,
    base: options.base === undefined ? null : String(options.base),
    authority: options.authority === undefined ? null : await authorityIn(String(options.authority)),
    fingerprint: options.fingerprint === undefined ? null : fingerprintIn(String(options.fingerprint)),
  }
}

/** The certificates in a file of an authority (PEM, RFC 7468). */
async function authorityIn(path: string): Promise<string> {
  const text = (await readWhole(path, maximumAuthorityBytes)).toString('utf8')
  try {
    new X509Certificate(text)
    return text
  } catch {
    throw usageError(words().t('directories.authorityInvalid'))
  }
}

/** A whole fingerprint; a part of one would fit the certificates of others. */
function fingerprintIn(typed: string): string {
  const fingerprint = typed.trim().toUpperCase()
  if (!/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(fingerprint)) throw usageError(words().t('commandLine.noFingerprint'))
  return fingerprint
}

/** A script that is run twice must not connect a directory twice. */
async function mustBeNew(caller: Caller, name: string): Promise<void> {
  const { directories } = await caller.directories.list({})
  if (directories.some(({ connection }) => isSameDirectoryName(connection.name, name)))
    throw usageError(words().t('commandLine.directoryTaken', { name }))
}

function lookAt(caller: Caller, { servers, security }: Wanted, trust: DirectoryTrust): Promise<readonly Seen[]> {
  return Promise.all(
    servers.map(async (server) => {
      const { certificate, fault, kind, bases } = await caller.directories.probe({ server, security, trust })
      return { server, certificate, fault, kind, bases }
    }),
  )
}

/** Whom to trust; null where a server shows another certificate than the one whose fingerprint was given, which is said. */
async function trustOf({ caller, output }: Desk, wanted: Wanted): Promise<DirectoryTrust | null> {
  const { authority, fingerprint } = wanted
  if (authority !== null) return { kind: 'authority', certificates: authority }
  if (fingerprint === null) return { kind: 'system' }
  const seen = await lookAt(caller, wanted, { kind: 'system' })
  const shown = seen.flatMap(({ certificate }) => certificate ?? [])
  const [first] = shown
  if (first === undefined) {
    reportAnswers(output, seen)
    return null
  }
  if (shown.every((certificate) => certificate.fingerprint === fingerprint))
    return { kind: 'pinned', certificate: first.certificate }
  reportCertificates(output, seen)
  output.say(words().t('commandLine.otherFingerprint', { fingerprint }))
  return null
}

/** What the servers answer to somebody who trusts them like this; null where none can be used, which is said. */
async function answersOf(desk: Desk, wanted: Wanted, trust: DirectoryTrust): Promise<readonly Seen[] | null> {
  const { caller, output } = desk
  const { t } = words()
  const seen = await lookAt(caller, wanted, trust)
  const doubtful = seen.filter(({ certificate, fault }) => certificate !== null && decidable.includes(fault))
  if (doubtful.length > 0) {
    reportCertificates(output, seen)
    for (const fault of new Set(doubtful.flatMap((answer) => answer.fault ?? [])))
      output.say(t(`errors.directoryFault.${fault}`))
    const fingerprints = new Set(doubtful.map(({ certificate }) => certificate?.fingerprint))
    const [fingerprint] = fingerprints
    if (fingerprints.size > 1) output.say(t('directories.differ'))
    else output.say(`${t('directories.certificateText')} ${t('commandLine.giveFingerprint', { fingerprint })}`)
    return null
  }
  if (seen.every(({ fault }) => fault !== null)) {
    reportAnswers(output, seen)
    return null
  }
  for (const answer of seen) output.say(answerText(answer))
  return seen
}

function answerText({ server, fault, kind }: Seen): string {
  const { t } = words()
  const name = serverText(server)
  if (fault !== null) return `${name}: ${t(`errors.directoryFault.${fault}`)}`
  return kind === null
    ? t('directories.seenUnknown', { server: name })
    : t('directories.seen', { server: name, kind: directoryNames[kind] })
}

function reportAnswers(output: Desk['output'], seen: readonly Seen[]): void {
  output.answer(asDocument(seen), () => '')
  for (const answer of seen) output.say(answerText(answer))
}

function reportCertificates(output: Desk['output'], seen: readonly Seen[]): void {
  output.answer(asDocument(seen), () => seen.flatMap(certificateLines).join('\n'))
}

function asDocument(seen: readonly Seen[]) {
  return {
    id: null,
    servers: seen.map(({ server, fault, certificate }) => ({
      server: serverText(server),
      fault,
      certificate: certificate === null ? null : certificateDocument(certificate),
    })),
  }
}

function certificateDocument({ subject, issuer, expiresAt, fingerprint }: ShownCertificate) {
  return { subject, issuer, expiresAt: isoTime(expiresAt), fingerprint }
}

function certificateLines({ server, certificate }: Seen): readonly string[] {
  if (certificate === null) return []
  const { t } = words()
  const { subject, issuer, expiresAt, fingerprint } = certificate
  const facts = [
    [t('directories.subject'), subject.replaceAll('\n', ', ')],
    [t('portal.issuer'), issuer.replaceAll('\n', ', ')],
    [t('portal.validUntil'), localTime(expiresAt)],
    [t('portal.fingerprint'), fingerprint],
  ] as const
  const title = t('directories.certificateOf', { server: serverText(server) })
  return [title, ...facts.map(([name, value]) => `  ${name}: ${printable(value)}`)]
}

/** Fills in what the servers say, where the line does not. Throws a usage error where they don't say it either. */
function connectionOf(wanted: Wanted, trust: DirectoryTrust, seen: readonly Seen[]): DirectoryConnection {
  const { t } = words()
  const { name, servers, security, account } = wanted
  const kind = wanted.kind ?? seen.find((answer) => answer.kind !== null)?.kind ?? null
  if (kind === null) throw usageError(t('commandLine.kindUnknown'))
  const bases = [...new Set(seen.flatMap((answer) => answer.bases))]
  const base = wanted.base ?? (bases.length === 1 ? bases[0] : undefined)
  if (base === undefined) throw usageError(bases.length === 0 ? t('commandLine.baseUnsaid') : severalBases(bases))
  return { kind, name, servers: [...servers], security, trust, base, account }
}

const severalBases = (bases: readonly string[]) => words().t('commandLine.severalBases', { bases: bases.join('; ') })

async function connect({ caller, output }: Desk, connection: DirectoryConnection, password: string) {
  const { t } = words()
  const { name, account } = connection
  const { fault, rights, people } = await caller.directories.test({ kind: 'typed', connection, password })
  if (fault !== null) {
    output.answer({ id: null, name, fault }, () => '')
    output.say(t(`errors.directoryFault.${fault}`))
    return exitStatus.someFailed
  }
  const { id } = await caller.directories.add({ connection, password })
  output.say(t('directories.connected', { name }))
  const found = await caller.directories.look({ id, isWhole: true }).catch((error) => {
    if (!isDomainError(error)) throw error
    output.say(complaintOf(error, spokenLanguage()).sentence)
    output.say(t('commandLine.readLater', { command: `directories sync ${name}` }))
    return null
  })
  const document = { id, name, fault, people, rights: rightsDocument(rights, account), read: found }
  output.answer(document, () => rightsText(rights, account))
  if (people === 0) output.say(t('directories.seenNobody'))
  if (found === null) return exitStatus.someFailed
  output.say(lookedText(t, name, found))
  return exitStatus.done
}
