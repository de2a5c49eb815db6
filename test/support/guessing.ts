import { createPortalApp } from '../../electron/doors/portal-app.ts'
import type { SignedInCall } from '../../electron/rpc/call.ts'
import type { Services } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import { defaultSelfService, type ProofMethod } from '../../shared/rules/self-service.ts'
import { codeAt, registerAuthenticator } from './second-factor.ts'

type Office = { readonly services: Services; readonly owner: SignedInCall; readonly clock: { now: number } }
/** What came of one guess: it was wrong, or the portal says how many seconds to wait. */
type Outcome = 'wrong' | number
type Strike = (address: string) => Promise<Outcome>
export type Guessed = {
  readonly what: string
  readonly addresses: number
  /** Guesses in the worst 24 hours. */
  readonly perDay: number
  /** The chance of one guess; null for passwords, which people choose. */
  readonly odds: number | null
}

const origin = 'https://portal.nordwind.test:8443'
const hour = 3_600_000
const day = 24 * hour
const password = 'Quiet-River-77-stone'
const addressAt = (at: number) => `10.${Math.floor(at / 250)}.0.${1 + (at % 250)}`
/** After so many refusals in a row from different addresses the guesser waits. */
const patience = 3

/** In this process, so that nobody's name is taken. */
let people = 0

export function createGuesser({ services, owner, clock }: Office) {
  const app = createPortalApp({ serve: services.portalServe, origin, pages: () => null, authority: null })

  async function call(name: string, input: unknown, address: string, cookie = '') {
    const headers = { origin, 'content-type': 'application/json', 'x-keydesk': 'portal', cookie }
    const body = JSON.stringify({ json: input })
    const response = await app.fetch(new Request(`${origin}/rpc/${name}`, { method: 'POST', headers, body }), address)
    const text = await response.text()
    // biome-ignore lint/suspicious/noExplicitAny: whatever it says.
    const json: any = text.startsWith('{') ? JSON.parse(text).json : null
    return { status: response.status, json, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }

  function outcomeOf({ status, json }: { status: number; json: { code: string; data: { seconds: number } } }): Outcome {
    if (json.code === 'TOO_MANY_ATTEMPTS') return json.data.seconds
    if (!['SIGN_IN_FAILED', 'FACTOR_WRONG', 'PROOF_WRONG'].includes(json.code))
      throw new Error(`A guess was answered with ${status} ${json.code}.`)
    return 'wrong'
  }

  async function person(): Promise<{ id: UserId; username: string }> {
    people += 1
    const username = `guessed${people}@nordwind.test`
    const { id } = await services.users.add({ username, displayName: 'G', contact: {}, language: null }, owner)
    await services.passwords.reset({ userId: id, choice: { kind: 'typed', password }, mustChange: false }, owner)
    return { id, username }
  }

  /** Guesses for so long as fast as the portal lets, from so many addresses; `hourly` is what the person does meanwhile. */
  async function guess(strike: Strike, addresses: number, hours: number, hourly = async () => {}): Promise<number> {
    const end = clock.now + hours * hour
    const at: number[] = []
    let [from, refused, shortest, nextHour] = [0, 0, Number.MAX_SAFE_INTEGER, clock.now + hour]
    while (clock.now < end) {
      const outcome = await strike(addressAt(from))
      from = (from + 1) % addresses
      if (outcome === 'wrong') at.push(clock.now)
      refused = outcome === 'wrong' ? 0 : refused + 1
      shortest = outcome === 'wrong' ? Number.MAX_SAFE_INTEGER : Math.min(shortest, outcome)
      if (refused >= Math.min(patience, addresses)) {
        clock.now = Math.min(clock.now + shortest * 1000, nextHour)
        ;[refused, shortest] = [0, Number.MAX_SAFE_INTEGER]
      }
      if (clock.now < nextHour) continue
      nextHour += hour
      await hourly()
    }
    return Math.max(0, ...at.map((first) => at.filter((one) => one >= first && one < first + day).length))
  }

  const passwords = (username: string, word = (at: number) => `Wrong-Guess-${at}`): Strike => {
    let tried = 0
    return async (address) => {
      tried += 1
      return outcomeOf(await call('myAccount/signIn', { username, password: word(tried) }, address))
    }
  }

  /** Somebody who knows the password and guesses the second factor. */
  const factors = (username: string, word: string): Strike => {
    let cookie = ''
    return async (address) => {
      let answer = await call('myAccount/proveFactor', { code: word }, address, cookie)
      if (answer.json.code === 'SIGN_IN_NEEDED') {
        const signedIn = await call('myAccount/signIn', { username, password }, address)
        if (signedIn.status !== 200) return outcomeOf(signedIn)
        cookie = signedIn.cookie
        answer = await call('myAccount/proveFactor', { code: word }, address, cookie)
      }
      return outcomeOf(answer)
    }
  }

  const proofs = (username: string, proofAt: (at: number) => object & { method: ProofMethod }): Strike => {
    let attempt = ''
    let tried = 0
    return async (address) => {
      const proof = proofAt(tried)
      const asked = attempt === '' ? null : await call('myRecovery/ask', { attempt, method: proof.method }, address)
      if (asked === null || asked.status === 410) {
        const begun = await call('myRecovery/begin', { username, purpose: 'reset', language: 'en' }, address)
        if (begun.status !== 200) return outcomeOf(begun)
        attempt = begun.json.attempt
      } else if (asked.status !== 200) return outcomeOf(asked)
      tried += 1
      return outcomeOf(await call('myRecovery/prove', { attempt, proof }, address))
    }
  }

  const withApp = async () => {
    const { id, username } = await person()
    const session = services.sessions.callFor(id, 'browser')
    const { secret } = await registerAuthenticator(services, session, clock)
    return { username, code: () => codeAt(secret, clock.now) }
  }
  return { call, person, guess, passwords, factors, proofs, withApp }
}
type Guesser = ReturnType<typeof createGuesser>

/** Wrong in every step, and in the form of a code. */
const wrongCode = '000000'
const perDigits = 1e-8
const perStep = 3e-6
const perPass = 32 ** -8
/** Ten codes of fifty bits each. */
const perRecovery = 10 * 2 ** -50
const wizard: readonly (readonly [string, number, (at: number) => object & { method: ProofMethod }])[] = [
  ['wizard: code by mail', perDigits, () => ({ method: 'email', code: '0000 0000' })],
  ['wizard: code of the app', perStep, () => ({ method: 'authenticator', code: wrongCode })],
  ['wizard: recovery code', perRecovery, () => ({ method: 'recoveryCode', code: '00000-00000' })],
  ['wizard: code from the desk', perDigits, () => ({ method: 'deskCode', code: '0000 0000' })],
  [
    'wizard: all methods in turn',
    perStep,
    (at) => ({
      method: (['email', 'authenticator', 'recoveryCode', 'deskCode'] as const)[at % 4] ?? 'email',
      code: wrongCode,
    }),
  ],
]

/** What can be guessed at the portal against one account, guessed for `hours` hours of the office's clock; `only` some of it. */
export async function guessEverything(
  office: Office,
  addresses: number,
  hours: number,
  only: readonly string[] | null = null,
): Promise<readonly Guessed[]> {
  const { services, owner } = office
  await services.policies.save({ ...defaultPolicies, selfService: { ...defaultSelfService, enabledFor: 'all' } }, owner)
  const rows: Guessed[] = []
  for (const [what, odds, work] of guesses(createGuesser(office), addresses, hours)) {
    if (only === null || only.includes(what)) rows.push({ what, addresses, odds, perDay: await work() })
  }
  return rows
}

type Guess = readonly [what: string, odds: number | null, work: () => Promise<number>]

function guesses(guesser: Guesser, addresses: number, hours: number): readonly Guess[] {
  const { person, guess, passwords, factors, proofs, withApp, call } = guesser
  const from = '10.9.9.9'
  const signIn = async (username: string) => (await call('myAccount/signIn', { username, password }, from)).cookie
  return [
    ['password', null, async () => guess(passwords((await person()).username), addresses, hours)],
    [
      'password, its owner tries to sign in hourly',
      null,
      async () => {
        const { username } = await person()
        return guess(passwords(username), addresses, hours, async () => void (await signIn(username)))
      },
    ],
    [
      'Temporary Access Pass',
      perPass,
      async () => {
        const word = (at: number) => `ABCD${String(at).padStart(4, '0')}`
        return guess(passwords((await person()).username, word), addresses, hours)
      },
    ],
    [
      'second factor, password known',
      perStep,
      async () => guess(factors((await withApp()).username, wrongCode), addresses, hours),
    ],
    [
      'second factor, its owner tries to sign in hourly',
      perStep,
      async () => {
        const { username, code } = await withApp()
        const own = async () =>
          void (await call('myAccount/proveFactor', { code: code() }, from, await signIn(username)))
        return guess(factors(username, wrongCode), addresses, hours, own)
      },
    ],
    ...wizard.map(
      ([what, odds, proof]): Guess => [
        what,
        odds,
        async () => guess(proofs((await withApp()).username, proof), addresses, hours),
      ],
    ),
  ]
}

/** Codes of requests for help, of which any that is open counts: tries within a while, stretched to a day. */
export async function guessHelpCodes(office: Office, addresses: number): Promise<Guessed> {
  const { call } = createGuesser(office)
  let tried = 0
  // A thousand addresses meet the limit of everybody together, which is for a minute; one meets its own, which is for a quarter of an hour.
  const span = addresses === 1 ? 2 * hour : hour / 30
  const until = office.clock.now + span
  for (let from = 0; office.clock.now < until; from = (from + 1) % addresses) {
    const { status, json } = await call(
      'myRecovery/helpState',
      { code: `ABCD-EFGH-${1000 + (tried % 9000)}` },
      addressAt(from),
    )
    if (json.code === 'PROOF_WRONG') tried += 1
    else if (status !== 429) throw new Error(json.code)
    else office.clock.now += 1000 * Math.min(json.data.seconds, 60)
  }
  // A thousand requests at once are more than an office has.
  return {
    what: 'code of a request for help',
    addresses,
    perDay: Math.round((tried * day) / span),
    odds: 1000 * 2 ** -60,
  }
}
