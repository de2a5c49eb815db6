import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How many connections may be open. */
export type ConnectionLimits = { readonly perAddress: number; readonly inAll: number }

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse }
/** `lastAt`: milliseconds of a clock that nobody sets, when it was opened or last sent a request. */
type Connection = {
  readonly socket: Socket
  readonly from: string
  lastAt: number
  hasAsked: boolean
  exchange: Exchange | null
}

/** What a browser opens at once is not greedy. */
const browsers = 6
/** Milliseconds in which an answer should be read. */
const patience = 5_000

/**
 * Keeps anybody from holding the door by opening connections. One address gets only so many. When all are taken a new one is let in all the
 * same, and another goes (of the same address, where that has its share): first of the address that holds most beyond what a browser opens, then who has asked for nothing, then the oldest.
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
    // An address that has all of its own gives way to itself: behind one there may be an office.
    const isOwnFull = held >= limits.perAddress
    const isFull = isOwnFull || open.size >= limits.inAll
    const victim = isFull ? leastWorth(open, perAddress, isOwnFull ? from : undefined) : null
    // Without an address the other end has gone already.
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

/** TLS wraps the socket that was accepted; both know the other end's address and port, which no two open connections share. */
function keyOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}

/** True while a whole request is being worked on: who sends a body in trickles is not at work. */
function isAtWork({ exchange }: Connection): boolean {
  return exchange?.request.complete === true && !exchange.response.headersSent
}

/** 2 for who is being sent an answer, unless they read it slowly; 1 for who has had one; 0 for who has only connected. */
function worth({ exchange, hasAsked, lastAt }: Connection): number {
  const isBeingSent = exchange?.response.headersSent === true && !exchange.response.writableFinished
  if (!isBeingSent) return hasAsked ? 1 : 0
  return performance.now() - lastAt < patience ? 2 : 0
}

/** The connection that may go first, of all or of one address; null while all of them are being worked for. */
function leastWorth(
  open: ReadonlyMap<string, Connection>,
  perAddress: ReadonlyMap<string, number>,
  of: string | undefined,
): string | null {
  let least: { key: string; rank: readonly number[] } | null = null
  for (const [key, connection] of open) {
    if (isAtWork(connection) || (of !== undefined && connection.from !== of)) continue
    const greed = Math.max(0, (perAddress.get(connection.from) ?? 0) - browsers)
    const rank = [-greed, worth(connection), connection.lastAt]
    if (least === null || isBefore(rank, least.rank)) least = { key, rank }
  }
  return least?.key ?? null
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, place) => value !== other[place])
  return at >= 0 && (one[at] as number) < (other[at] as number)
}
