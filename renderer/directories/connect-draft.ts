import type {
  DirectoryConnection,
  DirectoryKind,
  DirectoryRow,
  DirectorySecurity,
  DirectoryServer,
  DirectoryTrust,
} from '../../shared/directories.ts'
import { isSameDirectoryName } from '../../shared/rules/directory/directory-name.ts'
import { usualPorts } from '../../shared/rules/directory/directory-server.ts'
import { hostNameOf } from '../../shared/rules/portal-names.ts'

export type TypedServer = {
  /** Tells rows apart while others are taken out. */
  readonly key: number
  readonly host: string
  readonly port: string
}
/** Where the servers are and whom to trust for them; may still be wrong. */
export type ServersDraft = {
  readonly servers: readonly TypedServer[]
  readonly security: DirectorySecurity
  readonly trust: DirectoryTrust
}
/** Who is read, and as whom; may still be wrong. */
export type PeopleDraft = {
  readonly kind: DirectoryKind | null
  readonly base: string
  readonly account: string
  readonly password: string
  readonly name: string
}
/** `taken`: another directory has that name. */
export type PeopleFaults = { readonly [K in keyof PeopleDraft]?: 'missing' | 'taken' }
/** `host0` and `port0` are the fields of the first server. */
export type ServersFaults = Readonly<Record<string, 'host' | 'port'>>

export const maximumServers = 5
const usualPort: Readonly<Record<DirectorySecurity, string>> = {
  ldaps: String(usualPorts.ldaps),
  startTls: String(usualPorts.startTls),
}
const limits = { base: 1024, account: 1024, password: 1024, name: 64 } as const

export const noServers: ServersDraft = {
  servers: [{ key: 0, host: '', port: usualPort.ldaps }],
  security: 'ldaps',
  trust: { kind: 'system' },
}
/** How a connected directory is reached, as a draft. */
export function serversDraftOf({ connection: { servers, security, trust } }: DirectoryRow): ServersDraft {
  const typed = servers.map(({ host, port }, key) => ({ key, host, port: String(port) }))
  return { servers: typed, security, trust }
}

/** Who is read of a connected directory, as a draft; the password is typed again. */
export function peopleOf(directory: DirectoryRow | null): PeopleDraft {
  if (directory === null) return noPeople
  const { kind, base, account, name } = directory.connection
  return { kind, base, account, password: '', name }
}

export const noPeople: PeopleDraft = { kind: null, base: '', account: '', password: '', name: '' }

/** The trust that is left when servers change: an authority vouches for others too, a pinned certificate only for the one that showed it. */
const keptTrust = ({ trust }: ServersDraft): DirectoryTrust => (trust.kind === 'pinned' ? { kind: 'system' } : trust)

/** One more server, with the usual port. */
export function withServer(draft: ServersDraft): ServersDraft {
  const key = Math.max(...draft.servers.map((server) => server.key)) + 1
  return { ...draft, servers: [...draft.servers, { key, host: '', port: usualPort[draft.security] }] }
}

export function withoutServer(draft: ServersDraft, key: number): ServersDraft {
  return { ...draft, trust: keptTrust(draft), servers: draft.servers.filter((server) => server.key !== key) }
}

export function withTyped(draft: ServersDraft, key: number, typed: Partial<TypedServer>): ServersDraft {
  const servers = draft.servers.map((server) => (server.key === key ? { ...server, ...typed } : server))
  return { ...draft, trust: keptTrust(draft), servers }
}

/** Changes the encryption, and the ports with it, unless somebody has typed one of their own. */
export function withSecurity(draft: ServersDraft, security: DirectorySecurity): ServersDraft {
  const isUsual = (port: string) => Object.values(usualPort).includes(port.trim())
  const servers = draft.servers.map((server) =>
    isUsual(server.port) ? { ...server, port: usualPort[security] } : server,
  )
  return { ...draft, security, servers, trust: keptTrust(draft) }
}

function portOf(text: string): number | null {
  const port = Number(text)
  return /^\d{1,5}$/.test(text.trim()) && port >= 1 && port <= 65_535 ? port : null
}

export function serversFaults({ servers }: ServersDraft): ServersFaults {
  const faults = servers.flatMap(({ host, port }, at) => [
    ...(hostNameOf(host) === null ? [[`host${at}`, 'host'] as const] : []),
    ...(portOf(port) === null ? [[`port${at}`, 'port'] as const] : []),
  ])
  return Object.fromEntries(faults)
}

/** The servers that a draft without faults describes. */
export function serversOf({ servers }: ServersDraft): readonly DirectoryServer[] {
  return servers.map(({ host, port }) => ({ host: hostNameOf(host) ?? host.trim(), port: portOf(port) ?? 0 }))
}

/** `others` are the names of the other directories. */
export function peopleFaults(draft: PeopleDraft, others: readonly string[]): PeopleFaults {
  const texts = (['base', 'account', 'password', 'name'] as const).filter((field) => {
    const text = field === 'password' ? draft.password : draft[field].trim()
    return text === '' || text.length > limits[field]
  })
  const names = draft.kind === null ? ['kind', ...texts] : texts
  const isTaken = others.some((other) => isSameDirectoryName(other, draft.name))
  return { ...(isTaken && { name: 'taken' }), ...Object.fromEntries(names.map((name) => [name, 'missing'])) }
}

/** The connection that drafts without faults describe. */
export function connectionOf(servers: ServersDraft, people: PeopleDraft): DirectoryConnection {
  return {
    kind: people.kind ?? 'openLdap',
    name: people.name.trim(),
    servers: [...serversOf(servers)],
    security: servers.security,
    trust: servers.trust,
    base: people.base.trim(),
    account: people.account.trim(),
  }
}

/** True if both drafts lead to the same servers in the same way, so that what was seen of them still holds. */
export function isSameWay(one: ServersDraft, other: ServersDraft): boolean {
  const wayOf = (draft: ServersDraft) => JSON.stringify([serversOf(draft), draft.security, draft.trust])
  return wayOf(one) === wayOf(other)
}
