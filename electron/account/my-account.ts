import { type myAccountContract, type PortalSession, refusalReason } from '../../shared/account.ts'
import type { SessionInfo } from '../../shared/sessions.ts'
import type { LiveRules } from '../passwords/live-rules.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { PortalStatus } from '../portal/portal-status.ts'
import type { Call, Implements, Visitor } from '../rpc/call.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { Values } from '../settings/values.ts'
import type { Account } from './account.ts'

export type MyAccountDeps = {
  readonly sessions: Sessions
  readonly passwords: Passwords
  readonly account: Account
  readonly values: Values
  readonly liveRules: Pick<LiveRules, 'soon'>
  readonly portalStatus: Pick<PortalStatus, 'authorityFingerprint'>
  /** The visitor of a call at the portal, with their address. */
  readonly mustVisit: (call: Call) => Visitor
}

const shownSignIns = 20

/** The account operations of the portal. Each calls the service that does the same at the desk; only the handling of the cookie differs. */
export function createMyAccount(deps: MyAccountDeps) {
  const { sessions, passwords, account, values } = deps

  async function signIn(input: { readonly username: string; readonly password: string }, call: Call) {
    // The token is always a new one; whatever session the browser came with ends (session fixation, OWASP ASVS 7.2.4).
    const { token, session } = await sessions.signIn(input, { ...call, actor: null, token: null })
    const { actor } = call
    if (actor !== null) await sessions.signOut({}, { ...call, actor })
    deps.mustVisit(call).keepToken(token)
    return shownSession(session)
  }

  const service: Implements<typeof myAccountContract> = {
    welcome: () => ({
      organisation: values.read().organisation,
      colour: values.policies().selfService.colour,
      authorityFingerprint: deps.portalStatus.authorityFingerprint(),
    }),
    signIn,
    proveFactor: async ({ code }, call) => {
      const { token, session } = await sessions.proveFactor({ code }, call)
      deps.mustVisit(call).keepToken(token)
      return shownSession(session)
    },
    current: async (_, call) => shownSession(await sessions.current({}, call)),
    signOut: async (_, call) => {
      await sessions.signOut({}, call)
      deps.mustVisit(call).keepToken(null)
      return {}
    },
    confirm: async ({ password }, call) => {
      await sessions.confirm({ password }, call)
      return {}
    },
    touch: () => ({}),
    passwordRules: async (_, call) => ({
      policy: call.actor === null ? values.liveProtection(null) : await deps.liveRules.soon(call.actor.id),
      organisation: values.read().organisation,
    }),
    change: async (input, call) => {
      await passwords.change(input, call)
      renew(call)
      return {}
    },
    changeForced: async (input, call) => {
      await passwords.changeForced(input, call)
      const token = renew(call)
      return shownSession(await sessions.current({}, { ...call, token }))
    },
    myDetails: async (_, call) => {
      const me = await account.me({}, call)
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
    updateContact: (input, call) => account.edit(input, call),
    editable: (_, call) => account.editable({}, call),
    mySessions: async (_, call) => {
      const { sessions: all } = await sessions.mine({}, call)
      return { sessions: all.map(({ isLocked: _locked, ...shown }) => shown) }
    },
    endMine: (input, call) => sessions.endMine(input, call),
    signInsRecent: async (_, call) => {
      const { entries } = await account.signIns({ offset: 0, limit: shownSignIns }, call)
      return {
        entries: entries.map(({ at, result, reason, door }) => {
          const known = refusalReason.safeParse(reason)
          return { at, isGood: result === 'success', reason: known.success ? known.data : null, door }
        }),
      }
    },
  }

  /** Gives the session another token, because the person has just proved again who they are. */
  function renew(call: Call): string {
    const token = sessions.renew(call.token ?? '')
    deps.mustVisit(call).keepToken(token)
    return token
  }
  return service
}

function shownSession({
  username,
  displayName,
  factor,
  mustChange,
  isInDirectory,
  mustGiveMethods,
  idleMinutes,
  endsAt,
  language,
}: SessionInfo): PortalSession {
  return { username, displayName, factor, mustChange, isInDirectory, mustGiveMethods, idleMinutes, endsAt, language }
}
