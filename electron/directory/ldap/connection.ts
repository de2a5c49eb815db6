import { type Change, Client, type Control, type Entry, ResultCodeError, type SearchOptions } from 'ldapts'
import pLimit from 'p-limit'
import { DomainError, isDomainError } from '../../../shared/errors.ts'
import { connectFault, faultOfReading } from './connect-fault.ts'
import { type LdapSecurity, type LdapServer, openSocket } from './open-socket.ts'
import type { Trust } from './trust.ts'

export type LdapOptions = {
  /** Tried in this order, beginning with the one that answered last. */
  readonly servers: readonly LdapServer[]
  readonly security: LdapSecurity
  readonly trust: Trust
  /** The account that Keydesk signs in with: a distinguished name, or what the directory takes instead. */
  readonly account: { readonly name: string; readonly password: string }
  /** Milliseconds for each step of connecting, and for each request. */
  readonly patience?: { readonly connect: number; readonly request: number }
  /** How many connections at most are open at once. */
  readonly connections?: number
}

/** A signed-in connection. A failed read throws DIRECTORY_UNREACHABLE; the outcome of a write that throws no ResultCodeError is unknown. */
export type Session = {
  readonly search: (base: string, options: SearchOptions, controls?: readonly Control[]) => Promise<readonly Entry[]>
  /** The same in pages (RFC 2696), for searches that find more than the server gives at once; each is given in parts, while the next is read. */
  readonly pages: (
    base: string,
    options: SearchOptions & { readonly pageSize: number },
    controls?: readonly Control[],
  ) => AsyncGenerator<readonly Entry[]>
  readonly modify: (name: string, changes: readonly Change[], controls?: readonly Control[]) => Promise<void>
  readonly extended: (
    oid: string,
    /** Undefined for a request that has none, which is another than an empty one. */
    value: Buffer | undefined,
    controls?: readonly Control[],
  ) => Promise<{ readonly value?: string | undefined }>
}
export type Ldap = ReturnType<typeof createLdap>

const usualPatience = { connect: 5000, request: 15_000 }
const usualConnections = 8
/** An unused connection is closed after this time, in milliseconds; servers and firewalls close theirs without a word. */
const longestIdle = 30_000
/** How many entries of a page are given at once. */
const partSize = 100
/** Busy and unavailable (RFC 4511, appendix A): nothing was done, and the next try may succeed. */
const awayCodes = [51, 52]

/** Connections to a directory, each used by one piece of work at a time and never again after an error. */
export function createLdap(options: LdapOptions) {
  const { security, trust, account, patience = usualPatience } = options
  const limit = pLimit(options.connections ?? usualConnections)
  /** The unused connections with what ends each, the one that was used last at the end. */
  const idle = new Map<Client, NodeJS.Timeout>()
  let servers = options.servers
  let isClosed = false

  /** A connection to the first server that answers. Throws the fault of the last one. */
  async function connectToAny(): Promise<Client> {
    let fault: unknown = new DomainError('DIRECTORY_UNREACHABLE')
    for (const server of servers) {
      try {
        const socket = await openSocket(server, { security, trust, patience: patience.connect })
        servers = [server, ...options.servers.filter((one) => one !== server)]
        let isUsed = false
        const createConnection = () => {
          // The library would open another connection by itself, and go on without having signed in.
          if (isUsed) throw new Error('Connection closed')
          isUsed = true
          return socket
        }
        return new Client({ url: 'ldap://server', timeout: patience.request, createConnection })
      } catch (error) {
        fault = error
      }
    }
    throw fault
  }

  async function open(): Promise<Client> {
    const client = await connectToAny()
    try {
      await client.bind(account.name, account.password)
      return client
    } catch (error) {
      discard(client)
      throw error
    }
  }

  function takeIdle(): Client | null {
    for (const [client, timer] of [...idle].reverse()) {
      idle.delete(client)
      clearTimeout(timer)
      if (client.isBound) return client
    }
    return null
  }

  function endIdle(client: Client): void {
    if (idle.delete(client)) discard(client)
  }

  function keep(client: Client): void {
    if (isClosed || !client.isBound) {
      discard(client)
      return
    }
    idle.set(client, setTimeout(endIdle, longestIdle, client).unref())
  }

  const take = async (): Promise<Client> =>
    takeIdle() ?? (await open().catch((error) => Promise.reject(connectFault(error))))

  /** Does some work as Keydesk's account. */
  function asAccount<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return limit(async () => {
      const client = await take()
      try {
        const answer = await work(sessionOf(client))
        keep(client)
        return answer
      } catch (error) {
        // After any other error the rest of an answer may still be on its way.
        if (error instanceof ResultCodeError || isDomainError(error, 'NOT_FOUND')) keep(client)
        else discard(client)
        throw isAway(error) ? new DomainError('DIRECTORY_UNREACHABLE') : error
      }
    })
  }

  /** A long read as Keydesk's account, on a connection beside the others. */
  async function* stream<T>(work: (session: Session) => AsyncGenerator<T>): AsyncGenerator<T> {
    const client = await take()
    let isRead = false
    try {
      yield* work(sessionOf(client))
      isRead = true
    } catch (error) {
      throw error instanceof ResultCodeError
        ? new DomainError('DIRECTORY_UNREACHABLE', { reason: faultOfReading(error) })
        : error
    } finally {
      // The rest of an answer that nobody waited for may still be on its way.
      if (isRead) keep(client)
      else discard(client)
    }
  }

  return {
    asAccount,
    stream,
    /** Signs somebody in on a connection of their own. Throws a ResultCodeError if the directory refuses, else DIRECTORY_UNREACHABLE. */
    asSomebody: <T>(
      name: string,
      password: string,
      { controls = [], work }: { readonly controls?: Control[]; readonly work: (session: Session) => Promise<T> },
    ): Promise<T> =>
      limit(async () => {
        const client = await connectToAny().catch((error) => Promise.reject(connectFault(error)))
        try {
          await asRead(client.bind(name, password, controls))
          return await work(sessionOf(client))
        } finally {
          discard(client)
        }
      }),
    /** Connects and signs in once, to throw what is in the way as it is: an error of the network, of TLS, or a ResultCodeError. */
    tryOnce: async (): Promise<void> => discard(await open()),
    close: (): void => {
      isClosed = true
      for (const client of idle.keys()) endIdle(client)
    },
  }
}

function sessionOf(client: Client): Session {
  const mustBeSignedIn = () => {
    if (!client.isBound) throw new Error('Connection closed')
  }
  return {
    search: async (base, options, controls = []) => {
      mustBeSignedIn()
      return (await asRead(client.search(base, options, [...controls]))).searchEntries
    },
    pages: async function* (base, { pageSize, ...options }, controls = []) {
      mustBeSignedIn()
      const pages = client.searchPaginated(base, { ...options, paged: { pageSize } }, [...controls])
      const ask = () => {
        const page = asRead(pages.next())
        // Nobody may be left to wait for it.
        page.catch(() => {})
        return page
      }
      let coming = ask()
      for (;;) {
        const { done, value } = await coming
        if (done) return
        // The server works on the next page while this one is used.
        coming = ask()
        yield* inParts(value.searchEntries)
      }
    },
    modify: (name, changes, controls = []) => {
      mustBeSignedIn()
      return client.modify(name, [...changes], [...controls])
    },
    extended: (oid, value, controls = []) => {
      mustBeSignedIn()
      return client.exop(oid, value, [...controls])
    },
  }
}

/** A page in parts so small that what is done with one of them keeps nobody waiting. */
function* inParts(page: readonly Entry[]): Generator<readonly Entry[]> {
  for (let at = 0; at < page.length; at += partSize) yield page.slice(at, at + partSize)
}

/** A read that got no answer has changed nothing. */
function asRead<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error) => {
    throw error instanceof ResultCodeError ? error : connectFault(error)
  })
}

const isAway = (error: unknown): boolean => error instanceof ResultCodeError && awayCodes.includes(error.code)

/** Not waited for, because a dead connection answers no farewell. */
function discard(client: Client): void {
  void client.unbind().catch(() => {})
}
