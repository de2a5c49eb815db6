import { DomainError, isDomainError } from '../../shared/errors.ts'
import { addressKey, attempt, countedAttempts, type RateLimit } from '../../shared/rules/rate-limit.ts'
import { usernameKey } from '../../shared/rules/username.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Visitor } from '../rpc/call.ts'
import type { PortalStore } from './portal-store.ts'

/** How often something may be tried: from one address, for one account, for one account from one address (`pair`), and by everybody together. */
export type Layers = Readonly<Record<'address' | 'account' | 'pair' | 'global', RateLimit>>
/** What is tried; each `what` is counted on its own. */
export type LimitedCall = { readonly what: string; readonly address: string; readonly account: string }

export type LimitsDeps = {
  readonly db: Database
  readonly store: PortalStore
  readonly audit: Audit
  readonly now: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
  readonly idOf: (username: string) => number | null
  /** A digest that lasts over restarts and tells nothing without the vault. */
  readonly digest: (text: string) => string
}
export type Limits = ReturnType<typeof createLimits>

type Counted = { readonly name: string; readonly limit: RateLimit }
/** `before` holds the instants of earlier tries, milliseconds UTC. */
type Tried = Counted & { readonly before: readonly number[] }
const day = 86_400_000
/** The most addresses that are counted for one summary in the audit log; beyond that the exact number does not matter. */
const shownAddresses = 1000

/** The visitor of a call at the portal; only the portal's calls have one, and limits count by it. */
export function mustVisit({ visitor }: Call): Visitor {
  if (visitor === undefined) throw new DomainError('DOOR_REFUSED')
  return visitor
}

/**
 * Limits attempts at the portal. They are counted in the database, so that a restart resets nothing, for known and unknown accounts alike. A
 * refused attempt is not written: refusals are summed up in one audit entry an hour.
 */
export function createLimits(deps: LimitsDeps) {
  const { store, db } = deps
  const guesses = createGuesses()
  const refusals = { requests: 0, addresses: new Set<string>() }

  function layersOf(layers: Layers, { what, address, account }: LimitedCall): readonly Counted[] {
    const from = addressKey(address)
    const id = deps.idOf(account.trim())
    // Names that do not exist are folded like existing ones, because otherwise other spellings of a name would tell whether it exists.
    const whom = deps.digest(id === null ? `name ${usernameKey(account)}` : `user ${id}`)
    return [
      { name: `${what} from ${from}`, limit: layers.address },
      { name: `${what} by anybody`, limit: layers.global },
      { name: `${what} at ${whom}`, limit: layers.account },
      { name: `${what} from ${from} at ${whom}`, limit: layers.pair },
    ]
  }

  const triedOf = (all: readonly Counted[]): readonly Tried[] =>
    all.map(({ name, limit }) => ({ name, limit, before: store.attempts(name) }))

  /** Refuses an attempt beyond a limit; the error holds the longest wait. */
  function mustBeOpen(read: readonly Tried[], address: string): void {
    const now = deps.now()
    const seconds = Math.max(...read.map(({ before, limit }) => attempt(before, limit, now).seconds))
    if (seconds === 0) return
    // Instants in the future are set to now: after a clock was set back they would otherwise count until the clock has caught up.
    const ahead = read.filter(({ before }) => before.some((at) => at > now))
    if (ahead.length > 0)
      db.transaction(() => {
        for (const { name, before, limit } of ahead) store.putAttempts(name, countedAttempts(before, limit, now), now)
      })
    refusals.requests += 1
    if (refusals.addresses.size < shownAddresses) refusals.addresses.add(addressKey(address))
    throw new DomainError('TOO_MANY_ATTEMPTS', { seconds, isLimit: true })
  }

  function write(all: readonly Counted[]): void {
    const now = deps.now()
    db.transaction(() => {
      for (const { name, limit } of all)
        store.putAttempts(name, attempt(store.attempts(name), limit, now).attempts, now)
    })
  }

  /** A layer in which as many guesses are running as may still be wrong; null if there is none. */
  function fullLayer(all: readonly Tried[]): string | null {
    const now = deps.now()
    const isFull = ({ name, limit, before }: Tried) =>
      countedAttempts(before, limit, now).length + guesses.underWay(name) >= limit.count
    return all.find(isFull)?.name ?? null
  }

  /** Resolves when this guess may begin; a guess that fails here lets the next one begin. */
  async function begin(all: readonly Counted[], address: string): Promise<void> {
    let turn: string | null = null
    for (;;) {
      let next: string | null = null
      let isIn = false
      try {
        const tried = triedOf(all)
        mustBeOpen(tried, address)
        next = fullLayer(tried)
        isIn = next === null
      } finally {
        if (!isIn && turn !== null && turn !== next) guesses.wakeNext(turn)
      }
      if (next === null) return guesses.begin(all)
      turn = next
      await guesses.turn(turn)
    }
  }

  return {
    /** Counts an attempt in every layer, or refuses it and counts it in none. */
    count: (layers: Layers, call: LimitedCall): void => {
      const all = layersOf(layers, call)
      mustBeOpen(triedOf(all), call.address)
      write(all)
    },
    /**
     * Runs a guess and counts it only if it was wrong, so that a whole office can sign in at the same time. While outcomes are unknown, only
     * as many guesses run as may still be wrong.
     */
    guess: async <T>(layers: Layers, call: LimitedCall, work: () => Promise<T> | T): Promise<T> => {
      const all = layersOf(layers, call)
      await begin(all, call.address)
      try {
        return await work()
      } catch (error) {
        // A new password that breaks a rule is no wrong guess, and neither is a session that ended meanwhile.
        if (!isDomainError(error, 'POLICY_BROKEN') && !isDomainError(error, 'SIGN_IN_NEEDED')) write(all)
        throw error
      } finally {
        guesses.end(all)
      }
    },
    /** Removes attempts that no limit counts any more, and logs what was refused since the last time. */
    tidy: (): void => {
      const { requests, addresses } = refusals
      db.transaction(() => {
        store.forgetAttempts(deps.erasableUntil() - day)
        if (requests === 0) return
        const detail = { requests: String(requests), addresses: String(addresses.size) }
        deps.audit.append({ action: 'Refuse portal requests.', result: 'failure', detail }, byPortal)
      })
      refusals.requests = 0
      addresses.clear()
    },
  }
}

const byPortal = { actor: null, door: 'portal' } as const

/** Guesses that are running, by the layers that they count in, and the guesses that wait for one of them to end. */
function createGuesses() {
  const running = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()

  function wakeNext(name: string): void {
    const line = waiting.get(name)
    const next = line?.shift()
    if (line?.length === 0) waiting.delete(name)
    next?.()
  }

  return {
    underWay: (name: string): number => running.get(name) ?? 0,
    begin: (all: readonly Counted[]): void => {
      for (const { name } of all) running.set(name, (running.get(name) ?? 0) + 1)
    },
    end: (all: readonly Counted[]): void => {
      for (const { name } of all) {
        const left = (running.get(name) ?? 1) - 1
        if (left === 0) running.delete(name)
        else running.set(name, left)
        wakeNext(name)
      }
    },
    /** Resolves when one of the running guesses has ended; the longest waiting goes first. */
    turn: (name: string): Promise<void> =>
      new Promise((resolve) => waiting.set(name, [...(waiting.get(name) ?? []), resolve])),
    wakeNext,
  }
}
