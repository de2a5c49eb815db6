import type { PortalContract } from '../../shared/portal-contract.ts'
import { maximumOpenRuns } from '../../shared/rules/reset-attempt.ts'
import type { Call, ConfirmWhen, Implements } from '../rpc/call.ts'
import { type Layers, type LimitedCall, type Limits, mustVisit } from './limits.ts'

const quarter = 900

/** Fewer than the 100 failures in a row after which an account waits for an admin (NIST SP 800-63B-4), and more than typing errors need. */
export const signInLayers: Layers = {
  address: { count: 20, seconds: quarter },
  account: { count: 30, seconds: quarter },
  pair: { count: 5, seconds: quarter },
  global: { count: 100, seconds: 60 },
}

/** Runs of the wizard that somebody may begin; how often one account may be tried is counted by self-service itself, at every door. */
const beginLayers: Layers = {
  address: { count: 20, seconds: quarter },
  account: { count: maximumOpenRuns, seconds: quarter },
  pair: { count: 10, seconds: quarter },
  global: { count: 100, seconds: 60 },
}

/** Steps of runs that were begun; `account` is the run. */
const stepLayers: Layers = {
  address: { count: 120, seconds: quarter },
  account: { count: 60, seconds: quarter },
  pair: { count: 60, seconds: quarter },
  global: { count: 1000, seconds: 60 },
}

/** Each request for help costs people's time; what one account may ask is counted by self-service itself. */
const helpLayers: Layers = {
  address: { count: 6, seconds: 86_400 },
  account: { count: 3, seconds: quarter },
  pair: { count: 3, seconds: quarter },
  global: { count: 100, seconds: 3600 },
}

/**
 * What somebody who is signed in changes: mails and slow hashes that nobody needs many of. Their account tells who they are, so that a whole
 * office may do it from one address.
 */
const changeLayers: Layers = {
  address: { count: 4000, seconds: quarter },
  account: { count: 40, seconds: quarter },
  pair: { count: 40, seconds: quarter },
  global: { count: 600, seconds: 60 },
}

/** Mails with a code to an address that somebody signed in has typed; nobody needs more than a few. */
const mailLayers: Layers = {
  address: { count: 400, seconds: quarter },
  account: { count: 5, seconds: quarter },
  pair: { count: 5, seconds: quarter },
  global: { count: 60, seconds: 60 },
}

/** The same limits as for signing in, although no link can be guessed. */
const linkLayers: Layers = {
  address: { count: 20, seconds: quarter },
  account: { count: 10, seconds: quarter },
  pair: { count: 10, seconds: quarter },
  global: { count: 100, seconds: 60 },
}

type Slices<C> = { readonly [S in keyof C]: Implements<C[S]> }
type InputOf<Work> = Work extends (input: infer I, call: never) => unknown ? I : never

/** What is counted of an operation: every call of it, or only those that were wrong, which are guesses. `what` has a count of its own. */
type Counted<I> = {
  readonly every: 'call' | 'wrong call'
  readonly what: string
  readonly layers: Layers
  /** Whom it is tried at: the account of the session, or what was typed. */
  readonly account: (input: I, call: Call) => string
}
/** Not counted: operations that only read, or whose wrong input helps nobody who guesses. */
type Limit<I> = 'uncounted' | readonly Counted<I>[]
type LimitsOf<C> = {
  readonly [S in keyof C]: { readonly [O in keyof C[S]]: Limit<InputOf<Implements<C[S]>[O]>> }
}

const own = (_: unknown, call: Call) => call.actor?.username ?? ''
const calls = <I>(what: string, layers: Layers, account: Counted<I>['account']): readonly Counted<I>[] => [
  { every: 'call', what, layers, account },
]
const guesses = <I>(what: string, layers: Layers, account: Counted<I>['account']): readonly Counted<I>[] => [
  { every: 'wrong call', what, layers, account },
]
const change = calls<unknown>('change', changeLayers, own)
const ownPassword = guesses<unknown>('confirm', signInLayers, own)
// What sends mail, hashes or compares codes is limited for who is signed in, too: a session there may be somebody else's.
const securityInfo = calls<unknown>('security info', changeLayers, own)
const step = calls<{ readonly attempt: string }>('wizard step', stepLayers, ({ attempt }) => attempt)

/** How often each operation of the portal may be tried, since anybody on the network can reach it. One that is missing here does not compile. */
const portalLimits: LimitsOf<PortalContract> = {
  myAccount: {
    welcome: 'uncounted',
    signIn: guesses('sign-in', signInLayers, ({ username }) => username),
    proveFactor: guesses('factor', signInLayers, own),
    current: 'uncounted',
    signOut: 'uncounted',
    confirm: ownPassword,
    touch: 'uncounted',
    passwordRules: 'uncounted',
    change: [...change, ...ownPassword],
    changeForced: change,
    myDetails: 'uncounted',
    updateContact: change,
    mySessions: 'uncounted',
    endMine: change,
    signInsRecent: 'uncounted',
  },
  myRecovery: {
    offer: 'uncounted',
    begin: calls('wizard', beginLayers, ({ username }) => username),
    state: step,
    ask: step,
    prove: step,
    rules: step,
    finish: step,
    unlock: step,
    askForHelp: calls('help', helpLayers, ({ attempt }) => attempt),
    // The codes are long, so whoever tries many of them has none.
    helpState: calls('help state', beginLayers, ({ code }) => code),
  },
  myRegistration: {
    mine: 'uncounted',
    startEmail: calls('mail to prove', mailLayers, own),
    confirmEmail: securityInfo,
    questions: 'uncounted',
    saveQuestions: securityInfo,
    remove: securityInfo,
    reconfirm: securityInfo,
  },
  myMethods: {
    mine: 'uncounted',
    startAuthenticator: securityInfo,
    confirmAuthenticator: securityInfo,
    removeAuthenticator: securityInfo,
    createRecoveryCodes: securityInfo,
  },
  myLinks: { spend: guesses('link', linkLayers, ({ token }) => token) },
}

type Work = (input: unknown, call: Call) => unknown

/** The portal's operations behind their limits: refused before anything of them is done. */
export function withLimits(slices: Slices<PortalContract>, limits: Limits): Slices<PortalContract> {
  const limited = (work: Work, limit: Limit<unknown>): Work => {
    if (limit === 'uncounted') return work
    return limit.reduceRight((inner: Work, one) => counted(inner, one, limits), work)
  }
  const entries = Object.entries(slices).map(([slice, operations]) => {
    const table = portalLimits[slice as keyof PortalContract] as Readonly<Record<string, Limit<unknown>>>
    const names = Object.keys(table)
    return [
      slice,
      Object.fromEntries(names.map((name) => [name, limited((operations as never)[name], table[name] ?? [])])),
    ]
  })
  return Object.fromEntries(entries) as Slices<PortalContract>
}

type Question = (input: unknown, call: Call) => boolean

/** A call that ends with the question for the own password counts as well, where every call is counted. */
export function confirmWithLimits(questions: ConfirmWhen<PortalContract>, limits: Limits): ConfirmWhen<PortalContract> {
  const counting = (question: Question, limit: Limit<unknown>): Question => {
    const layersOfCalls = limit === 'uncounted' ? [] : limit.filter(({ every }) => every === 'call')
    return (input, call) => {
      const isAsked = question(input, call)
      if (isAsked) for (const one of layersOfCalls) limits.count(one.layers, limitedCallOf(one, input, call))
      return isAsked
    }
  }
  const entries = Object.entries(questions).map(([slice, asked]) => {
    const table = portalLimits[slice as keyof PortalContract] as Readonly<Record<string, Limit<unknown>>>
    const all = Object.entries(asked) as unknown as readonly (readonly [string, Question])[]
    return [slice, Object.fromEntries(all.map(([name, question]) => [name, counting(question, table[name] ?? [])]))]
  })
  return Object.fromEntries(entries) as ConfirmWhen<PortalContract>
}

function limitedCallOf({ what, account }: Counted<unknown>, input: unknown, call: Call): LimitedCall {
  return { what, address: mustVisit(call).address, account: account(input, call) }
}

function counted(work: Work, one: Counted<unknown>, limits: Limits): Work {
  const { every, layers } = one
  return (input, call) => {
    const trying = limitedCallOf(one, input, call)
    if (every === 'wrong call') return limits.guess(layers, trying, () => work(input, call))
    limits.count(layers, trying)
    return work(input, call)
  }
}
