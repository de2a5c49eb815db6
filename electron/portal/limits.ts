import { DomainError } from '../../shared/errors.ts'
import { addressKey, attempt, type RateLimit, withoutLast } from '../../shared/rules/rate-limit.ts'
import { openRuns } from '../../shared/rules/reset-attempt.ts'
import { usernameKey } from '../../shared/rules/username.ts'
import type { Database } from '../db/database.ts'
import type { Call, Visitor } from '../rpc/call.ts'
import type { PortalStore } from './portal-store.ts'

/** How often somebody may try something: from one address, at one account, both together, and everybody at once. */
export type Layers = Readonly<Record<'address' | 'account' | 'together' | 'global', RateLimit>>
/** What is tried; each has layers of its own. */
export type Trying = { readonly what: string; readonly address: string; readonly account: string }

const quarter = 900

/** Below the 100 failures in a row after which an account waits for an admin (NIST SP 800-63B-4), and above what fingers get wrong. */
export const signInLayers: Layers = {
  address: { count: 20, seconds: quarter },
  account: { count: 30, seconds: quarter },
  together: { count: 5, seconds: quarter },
  global: { count: 100, seconds: 60 },
}

/** Runs of the wizard that somebody may begin; how often one account may be tried is counted by self-service itself, at every door. */
export const beginLayers: Layers = {
  address: { count: 20, seconds: quarter },
  account: { count: openRuns, seconds: quarter },
  together: { count: 10, seconds: quarter },
  global: { count: 100, seconds: 60 },
}

/** Steps of runs that were begun; `account` is the run. */
export const stepLayers: Layers = {
  address: { count: 120, seconds: quarter },
  account: { count: 60, seconds: quarter },
  together: { count: 60, seconds: quarter },
  global: { count: 1000, seconds: 60 },
}

/** Each request for help costs people's time; what one account may ask is counted by self-service itself. */
export const helpLayers: Layers = {
  address: { count: 6, seconds: 86_400 },
  account: { count: 3, seconds: quarter },
  together: { count: 3, seconds: quarter },
  global: { count: 100, seconds: 3600 },
}

/** What somebody who is signed in changes of their methods: mails and slow hashes that nobody needs many of. */
export const methodLayers: Layers = {
  address: { count: 120, seconds: quarter },
  account: { count: 40, seconds: quarter },
  together: { count: 40, seconds: quarter },
  global: { count: 600, seconds: 60 },
}

/** Mails with a code to an address that somebody signed in has typed; nobody needs more than a few. */
export const mailLayers: Layers = {
  address: { count: 20, seconds: quarter },
  account: { count: 5, seconds: quarter },
  together: { count: 5, seconds: quarter },
  global: { count: 60, seconds: 60 },
}

export type LimitsDeps = {
  readonly db: Database
  readonly store: PortalStore
  readonly now: () => number
  /** The instant up to which things are gone for good, whatever the clock says once. */
  readonly forGood: () => number
  readonly idOf: (username: string) => number | null
  /** A digest that lasts over restarts and tells nothing without the vault. */
  readonly digest: (text: string) => string
}
export type Limits = ReturnType<typeof createLimits>

const day = 86_400_000

/** Who stands before the portal; only there are there limits to count by. */
export function mustVisit({ visitor }: Call): Visitor {
  if (visitor === undefined) throw new DomainError('DOOR_REFUSED')
  return visitor
}

/** Attempts at the portal, counted in the database so that a restart forgives nobody; known and unknown accounts alike. */
export function createLimits(deps: LimitsDeps) {
  const { store, db } = deps

  function names({ what, address, account }: Trying): Readonly<Record<keyof Layers, string>> {
    const from = addressKey(address)
    const id = deps.idOf(account.trim())
    // What two names must share to be one is what it is for names that somebody has, or spellings would tell who exists.
    const whom = deps.digest(id === null ? `name ${usernameKey(account)}` : `user ${id}`)
    return {
      address: `${what} from ${from}`,
      account: `${what} at ${whom}`,
      together: `${what} from ${from} at ${whom}`,
      global: `${what} by anybody`,
    }
  }

  /** Counts an attempt in every layer, or refuses it with the longest wait and counts it in none. */
  function take(layers: Layers, trying: Trying): void {
    const now = deps.now()
    const named = names(trying)
    const seconds = db.transaction(() => {
      const verdicts = Object.entries(named).map(([layer, name]) => {
        const before = store.attempts(name)
        return { name, before, ...attempt(before, layers[layer as keyof Layers], now) }
      })
      const longest = Math.max(...verdicts.map((verdict) => verdict.seconds))
      for (const { name, before, attempts } of verdicts) {
        // Where another layer refuses, this one keeps what it had, but with instants that lie ahead brought back to now.
        const kept = longest === 0 ? attempts : before.map((at) => Math.min(at, now))
        store.putAttempts(name, kept, now)
      }
      return longest
    })
    if (seconds > 0) throw new DomainError('TOO_MANY_ATTEMPTS', { seconds, isLimit: true })
  }

  return {
    take,
    /** What was right is no guess: it does not count against its address and its account. */
    giveBack: (trying: Trying): void => {
      const { global: _, ...personal } = names(trying)
      db.transaction(() => {
        for (const name of Object.values(personal))
          store.putAttempts(name, withoutLast(store.attempts(name)), deps.now())
      })
    },
    /** Forgets what no limit counts any more. */
    tidy: () => store.forgetAttempts(deps.forGood() - day),
  }
}
