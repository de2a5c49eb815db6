import type { PortalContract } from '../../shared/portal-contract.ts'
import { maximumOpenRuns } from '../../shared/rules/reset-attempt.ts'
import type { Call, ConfirmWhen, Implements } from '../rpc/call.ts'
import { type Layers, type LimitedCall, type Limits, mustVisit } from './limits.ts'

const quarter = 900

/**
 * Fewer than the 100 failures in a row after which an account waits for an admin (NIST SP 800-63B-4), and more than people need because of
 * typing errors.
 */
export const signInLayers: Layers = {
  address: { count: 20, seconds: quarter },
  account: { count: 30, seconds: quarter },
  pair: { count: 5, seconds: quarter },
  global: { count: 100, seconds: 60 },
}

/** For beginning a run of **Forgot password?**. How often one account may be tried is counted by self-service itself, at every door. */
const beginLayers: Layers = {
  address: { count: 20, seconds: quarter },
  account: { count: maximumOpenRuns, seconds: quarter },
  pair: { count: 10, seconds: quarter },
  global: { count: 100, seconds: 60 },
}

/** For the steps of a run that has begun; `account` is the run. */
const stepLayers: Layers = {
  address: { count: 120, seconds: quarter },
  account: { count: 60, seconds: quarter },
  pair: { count: 60, seconds: quarter },
  global: { count: 1000, seconds: 60 },
}

/** For requests for help, each of which costs admins time; what one account may ask is counted by self-service itself. */
const helpLayers: Layers = {
  address: { count: 6, seconds: 86_400 },
  account: { count: 3, seconds: quarter },
  pair: { count: 3, seconds: quarter },
  global: { count: 100, seconds: 3600 },
}

/**
 * For changes by somebody who is signed in; they send mail or compute slow hashes, and nobody needs many. They are counted for the account,
 * so that a whole office may make them from one address.
 */
const changeLayers: Layers = {
  address: { count: 4000, seconds: quarter },
  account: { count: 40, seconds: quarter },
  pair: { count: 40, seconds: quarter },
  global: { count: 600, seconds: 60 },
}

/** For mails with a code to an address that somebody signed in has typed; nobody needs many. */
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

/** How an operation is counted: every call, or only the wrong ones, which are guesses. Each `what` is counted on its own. */
type Counted<I> = {
  readonly every: 'call' | 'wrong call'
  readonly what: string
  readonly layers: Layers
  /** The account that is counted: that of the session, or the typed one. */
  readonly account: (input: I, call: Call) => string
}
/** `uncounted` is for operations that only read, or that give no help to an attacker who guesses. */
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
// Whatever sends mail, hashes or compares codes is limited for signed-in people too, because their session may be in somebody else's hands.
const securityInfo = calls<unknown>('security info', changeLayers, own)
const step = calls<{ readonly attempt: string }>('wizard step', stepLayers, ({ attempt }) => attempt)

/**
 * How often each operation of the portal may be tried, because anybody on the network can reach it. An operation that is missing here does
 * not compile.
 */
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
    // Asks a directory, which tries each field.
    editable: calls('editable', stepLayers, own),
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
    // The codes are long, so that somebody who tries many of them is guessing.
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

/** The portal's operations behind their limits: an attempt beyond a limit is refused before any work is done. */
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

/** Counts a call that is answered by asking for the own password, too, where every call is counted. */
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
