import { type PortalSession, type portalAccountContract, refusalReason } from '../../shared/portal-account.ts'
import type { SessionInfo } from '../../shared/sessions.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { Values } from '../settings/values.ts'
import type { Users } from '../users/users.ts'
import { type Limits, methodLayers, mustVisit, signInLayers } from './limits.ts'

export type PortalAccountDeps = {
  readonly sessions: Sessions
  readonly passwords: Passwords
  readonly users: Users
  readonly values: Values
  readonly limits: Limits
  readonly authorityFingerprint: () => string | null
}

const shownSignIns = 20

/** What a person does at the portal, each through the service that does it everywhere; only cookies and limits are the portal's own. */
export function createPortalAccount(deps: PortalAccountDeps) {
  const { sessions, passwords, users, values, limits } = deps

  async function signIn(input: { readonly username: string; readonly password: string }, call: Call) {
    const visitor = mustVisit(call)
    const trying = { what: 'sign-in', address: visitor.address, account: input.username }
    limits.take(signInLayers, trying)
    // The token is always a new one; whatever session the browser came with ends (session fixation, OWASP ASVS 7.2.4).
    const { token, session } = await sessions.signIn(input, { ...call, actor: null, token: null })
    limits.giveBack(trying)
    if (call.actor !== null) await sessions.signOut({}, call)
    visitor.keepToken(token)
    return shownSession(session)
  }

  const service: Implements<typeof portalAccountContract> = {
    welcome: () => ({
      organisation: values.read().organisation,
      colour: values.policies().selfService.colour,
      authorityFingerprint: deps.authorityFingerprint(),
    }),
    signIn,
    proveFactor: async ({ code }, call) => {
      const visitor = mustVisit(call)
      const trying = { what: 'factor', address: visitor.address, account: call.actor?.username ?? '' } as const
      limits.take(signInLayers, trying)
      const { token, session } = await sessions.proveFactor({ code }, call)
      limits.giveBack(trying)
      visitor.keepToken(token)
      return shownSession(session)
    },
    current: async (_, call) => shownSession(await sessions.current({}, call)),
    signOut: async (_, call) => {
      await sessions.signOut({}, call)
      mustVisit(call).keepToken(null)
      return {}
    },
    confirm: (input, call) => guessing(() => sessions.confirm(input, call), call),
    touch: () => ({}),
    passwordRules: (_, call) => ({
      policy: values.liveProtection(call.actor?.id ?? null),
      organisation: values.read().organisation,
    }),
    change: async (input, call) => {
      await guessing(() => passwords.change(input, call), call)
      renew(call)
      return {}
    },
    changeForced: async (input, call) => {
      const trying = { what: 'forced change', address: mustVisit(call).address, account: call.actor?.username ?? '' }
      limits.take(methodLayers, trying)
      await passwords.changeForced(input, call)
      const token = renew(call)
      return shownSession(await sessions.current({}, { ...call, token }))
    },
    myDetails: async (_, call) => {
      const me = await users.me({}, call)
      const { firstName, lastName, alternateEmail, mobilePhone } = me.contact
      const { username, displayName, passwordState, passwordChangedAt, passwordExpiresAt, language } = me
      const contact = { alternateEmail, mobilePhone, language }
      return {
        username,
        displayName,
        firstName,
        lastName,
        passwordState,
        passwordChangedAt,
        passwordExpiresAt,
        contact,
      }
    },
    updateContact: (input, call) => users.editMine(input, call),
    mySessions: async (_, call) => {
      const { sessions: all } = await sessions.mine({}, call)
      return { sessions: all.map(({ isLocked: _locked, ...shown }) => shown) }
    },
    endMine: (input, call) => sessions.endMine(input, call),
    signInsRecent: async (_, call) => {
      const { entries } = await users.mySignIns({ offset: 0, limit: shownSignIns }, call)
      return {
        entries: entries.map(({ at, result, reason, door }) => {
          const known = refusalReason.safeParse(reason)
          return { at, isGood: result === 'success', reason: known.success ? known.data : null, door }
        }),
      }
    },
  }

  /** Whatever takes the own password is one way to guess it: all of them are counted together, and what was right is no guess. */
  async function guessing<T>(work: () => T | Promise<T>, call: Call): Promise<T> {
    const trying = { what: 'confirm', address: mustVisit(call).address, account: call.actor?.username ?? '' }
    limits.take(signInLayers, trying)
    const answer = await work()
    limits.giveBack(trying)
    return answer
  }

  /** A new password is a new proof: the session goes on under another token. */
  function renew(call: Call): string {
    const token = sessions.renew(call.token ?? '')
    mustVisit(call).keepToken(token)
    return token
  }
  return service
}

function shownSession({
  username,
  displayName,
  factor,
  mustChange,
  mustGiveMethods,
  idleMinutes,
  endsAt,
  language,
}: SessionInfo): PortalSession {
  return { username, displayName, factor, mustChange, mustGiveMethods, idleMinutes, endsAt, language }
}
