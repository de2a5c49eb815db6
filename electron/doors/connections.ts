import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How many connections may be open. */
export type ConnectionLimits = { readonly perAddress: number; readonly inAll: number }

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse }
/** `lastAt`: milliseconds of a monotonic clock, when it was opened or last sent a request. */
type Connection = {
  readonly socket: Socket
  readonly from: string
  lastAt: number
  hasAsked: boolean
  exchange: Exchange | null
}

/** How many connections a browser usually opens; only those beyond count as too many. */
const usualConnections = 6
/** Milliseconds within which a client should read an answer. */
const readLimit = 5_000

/**
 * Limits how many connections one address may hold, so that others can connect. When all are taken, a new connection is accepted and another
 * is closed, one of the same address if that has reached its limit. Closed first is a connection of the address that exceeds a browser's
 * usual number the most, then one without a request, then the oldest.
 */
export function capConnections(server: Server, limits: ConnectionLimits): { readonly end: () => void } {
  const open = new Map<string, Connection>()
  const perAddress = new Map<string, number>()

  function drop(key: string): void {
    const connection = open.get(key)
    if (connection === undefined) return
    open.delete(key)
    const left = (perAddress.get(connection.from) ?? 1) - 1
    if (left === 0) perAddress.delete(connection.from)
    else perAddress.set(connection.from, left)
    connection.socket.destroy()
  }

  server.on('connection', (socket: Socket) => {
    const from = socket.remoteAddress
    const held = perAddress.get(from ?? '') ?? 0
    // At its limit an address loses one of its own connections, which may belong to somebody else in the same office.
    const isOwnFull = held >= limits.perAddress
    const isFull = isOwnFull || open.size >= limits.inAll
    const victim = isFull ? firstToClose(open, perAddress, isOwnFull ? from : undefined) : null
    // Without an address the other end has already gone.
    if (from === undefined || (isFull && victim === null)) return void socket.destroy()
    if (victim !== null) drop(victim)
    const key = keyOf(socket)
    open.set(key, { socket, from, lastAt: performance.now(), hasAsked: false, exchange: null })
    perAddress.set(from, (perAddress.get(from) ?? 0) + 1)
    socket.once('close', () => open.get(key)?.socket === socket && drop(key))
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = open.get(keyOf(request.socket))
    if (connection === undefined) return
    Object.assign(connection, { exchange: { request, response }, lastAt: performance.now() })
    response.once('finish', () => {
      connection.hasAsked ||= request.complete
    })
  })
  return { end: () => [...open.keys()].forEach(drop) }
}

/** The address and port of the other end. The accepted socket and the TLS socket around it have the same, and no two open connections share them. */
function keyOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}

/** True while a complete request is being answered; a body that is sent slowly does not count. */
function isAtWork({ exchange }: Connection): boolean {
  return exchange?.request.complete === true && !exchange.response.headersSent
}

/** How much a connection is worth keeping: 2 while an answer is being sent and read in time, 1 after a request was answered, 0 without a request. */
function keepingRank({ exchange, hasAsked, lastAt }: Connection): number {
  const isBeingSent = exchange?.response.headersSent === true && !exchange.response.writableFinished
  if (!isBeingSent) return hasAsked ? 1 : 0
  return performance.now() - lastAt < readLimit ? 2 : 0
}

/** The connection to close first, of all or of one address; null if each is answering a request. */
function firstToClose(
  open: ReadonlyMap<string, Connection>,
  perAddress: ReadonlyMap<string, number>,
  of: string | undefined,
): string | null {
  let least: { key: string; rank: readonly number[] } | null = null
  for (const [key, connection] of open) {
    if (isAtWork(connection) || (of !== undefined && connection.from !== of)) continue
    const excess = Math.max(0, (perAddress.get(connection.from) ?? 0) - usualConnections)
    const rank = [-excess, keepingRank(connection), connection.lastAt]
    if (least === null || isBefore(rank, least.rank)) least = { key, rank }
  }
  return least?.key ?? null
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, place) => value !== other[place])
  return at >= 0 && (one[at] as number) < (other[at] as number)
}
