import { createHash, randomBytes } from 'node:crypto'
import { DomainError, type LinkRefusal } from '../../shared/errors.ts'
import type { UserId } from '../../shared/ids.ts'
import { defaultLanguage } from '../../shared/languages.ts'
import {
  linkHours,
  type linksContract,
  maximumLinks,
  maximumNamedLinks,
  type myLinksContract,
  type SentLinks,
} from '../../shared/links.ts'
import { maskedAddress } from '../../shared/rules/mail-address.ts'
import { isSetBack } from '../../shared/rules/reset-attempt.ts'
import { canReset } from '../../shared/rules/role-matrix.ts'
import { isApprover, isEverybody, type Standing } from '../../shared/rules/two-person.ts'
import { noFilter, type Selection } from '../../shared/users.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Events } from '../events/events.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Mail } from '../mail/mail.ts'
import type { PortalPlace } from '../portal/place.ts'
import type { Attempts } from '../recovery/attempts.ts'
import type { Contacts } from '../registration/contacts.ts'
import type { Actor, Implements, SignedInCall } from '../rpc/call.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { Users } from '../users/users.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import type { Vouching } from '../vouching/vouching.ts'
import { createLinksStore, type LinkRow, type LinksStore } from './links-store.ts'
import { createPortalLinks, type SpentLink } from './portal-links.ts'

export type Links = ReturnType<typeof createLinks>
export type LinksDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly vault: Vault
  readonly mail: Pick<Mail, 'isOn' | 'queue'>
  readonly users: Pick<Users, 'resolve' | 'stored'>
  readonly twoPerson: Pick<TwoPerson, 'standingOf'>
  readonly contacts: Pick<Contacts, 'hasGoodEmail'>
  readonly vouching: Pick<Vouching, 'standsFor'>
  readonly runs: Pick<Attempts, 'grant'>
  readonly rowsOfUser: RowsOfUser
  readonly credentialVersion: (id: number) => string | null
  readonly events: Events
  /** Throws for oneself and for whoever the role matrix keeps out of reach. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  readonly place: Pick<PortalPlace, 'openAddress'>
  readonly now: () => number
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
}

const hour = 3_600_000
const everybody: Selection = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] }
type Named = SentLinks['refused'][number]['people'][number]
type Refused = { readonly reason: LinkRefusal; count: number; readonly people: Named[] }
type Facts = Pick<StoredUser, 'id' | 'roles' | 'isBlocked'>
type Found = { readonly user: StoredUser; readonly standing: Standing }

const tokenHash = (token: string) => createHash('sha256').update(token).digest()

/**
 * One-time links to the portal, by which people choose a new password without anybody ever mailing or knowing one. The token is behind the #
 * of the address, so that no request carries it: not the browser's first one, and not a mail scanner's.
 */
export function createLinks(deps: LinksDeps) {
  const { db, vault } = deps
  const store = createLinksStore(db.sql)
  deps.rowsOfUser.goWithDeletion('reset_links')
  // Who sent it may not reach the person any more, and letting them in again does not bring it back.
  deps.events.on('userShutOut', ({ userId }) => store.drop(userId))
  deps.events.on('userPromoted', ({ userId }) => store.drop(userId))
  /** A link is bound to the password, mailbox and roles at the time of sending: whoever got a role or another address meanwhile needs a new one. */
  const boundTo = ({ id, roles, contact }: StoredUser) =>
    vault.digest(
      'reset link',
      JSON.stringify([id, deps.credentialVersion(id), contact.alternateEmail, [...roles].sort()]),
    )
  const reasons = createReasons(deps)

  /** Puts one link into the outbox, inside the transaction that writes it down. */
  function sendOne({ user, standing }: Found, address: string, endsAt: number, call: SignedInCall) {
    const token = randomBytes(32).toString('hex')
    const { id, username, displayName, contact } = user
    store.put({
      userId: id,
      token: tokenHash(token),
      boundTo: boundTo(user),
      now: deps.now(),
      endsAt,
      madeBy: call.actor.id,
    })
    const by = call.actor.displayName
    const data = { name: displayName, username, by, link: `${address}/link#${token}`, time: endsAt }
    const mail = { to: contact.alternateEmail, template: 'resetLink', data, expiresAt: endsAt } as const
    deps.mail.queue({ ...mail, language: user.language ?? defaultLanguage })
    const to = maskedAddress(contact.alternateEmail)
    const detail = { to, ...(standing === 'standsStill' && { twoPerson: standing }) }
    deps.audit.append({ action: 'Send password reset link.', target: { id, name: username }, detail }, call)
    return { id, username, displayName, to }
  }

  function send(selection: Selection, call: SignedInCall): SentLinks {
    const address = deps.place.openAddress()
    const { found, refused } = sortOut(deps, reasons, selection, call)
    if (address === null) throw new DomainError('LINK_REFUSED', { reason: 'portalOff' })
    const endsAt = deps.now() + linkHours * hour
    const sent = db.transaction(() => found.map((one) => sendOne(one, address, endsAt, call)))
    return { count: sent.length, sent: sent.slice(0, maximumNamedLinks), refused, endsAt }
  }

  const service: Implements<typeof linksContract> = {
    offer: ({ userId }, call) => {
      const refusal = reasons.atAll()
      if (refusal !== null || userId === null) return { refusal }
      return { refusal: reasons.of(call.actor, deps.users.stored(userId)) }
    },
    send: ({ selection }, call) => send(selection, call),
  }
  const take = (token: string) => takeUsable(store, { ...deps, boundTo }, token)
  const portal: Implements<typeof myLinksContract> = createPortalLinks({ ...deps, grant: deps.runs.grant, take })
  return {
    ...service,
    portal,
    mustBeChosen: (selection: Selection, { actor }: SignedInCall) => mustBeChosen(deps, reasons, selection, actor),
    /** Forgets links that are over, and those of a clock that was set back meanwhile. */
    tidy: (): void => {
      const now = deps.now()
      store.forget(deps.erasableUntil(), now + clockSlack)
      store.see(deps.erasableUntil())
    },
  }
}

const clockSlack = 5_000

type Usable = Pick<LinksDeps, 'users' | 'contacts' | 'vouching' | 'now'> & {
  readonly boundTo: (user: StoredUser) => Buffer
}

/**
 * Whose link it was and who sent it; null for one that opens nothing any more: who sent it could not send it now, or it went where nobody may
 * send any more. Taken away in either case, inside the caller's transaction.
 */
function takeUsable(
  store: LinksStore,
  { users, contacts, vouching, now, boundTo }: Usable,
  token: string,
): SpentLink | null {
  const row: LinkRow | null = store.take(tokenHash(token))
  const user = row === null ? null : users.stored(row.user_id)
  if (row === null || user === null || user.isBlocked) return null
  const isOver = isSetBack(row.seen_at, now()) || now() >= row.ends_at
  const isStanding = row.made_by !== null && vouching.standsFor(row.made_by, user) && contacts.hasGoodEmail(user)
  return !isOver && isStanding && boundTo(user).equals(row.bound_to) ? { user, madeBy: row.made_by } : null
}

type Reasons = ReturnType<typeof createReasons>

/** Why a link can't go out: at all, and to whom. */
function createReasons(deps: LinksDeps) {
  const standing = (actor: Actor, { roles }: StoredUser): Standing =>
    isApprover(roles) ? deps.twoPerson.standingOf(actor) : 'off'

  /** What can be told without reading the person. */
  function outOfReach(actor: Actor, { id, roles }: Pick<Facts, 'id' | 'roles'>): LinkRefusal | null {
    if (id === actor.id) return 'ownAccount'
    return canReset(actor.rolesOver(id), roles) ? null : 'notAllowed'
  }

  return {
    standing,
    outOfReach,
    /** The two-person rule is about everybody too; a link can't wait for a second admin's yes as a reset can. */
    asEverybody: (actor: Actor, reachable: readonly Facts[]): LinkRefusal | null => {
      if (deps.twoPerson.standingOf(actor) !== 'waits') return null
      const included = reachable.filter(({ isBlocked }) => !isBlocked).length
      return isEverybody(included, deps.users.resolve(everybody), actor) ? 'secondAdmin' : null
    },
    atAll: (): LinkRefusal | null => {
      if (!deps.mail.isOn()) return 'mailOff'
      return deps.place.openAddress() === null ? 'portalOff' : null
    },
    of: (actor: Actor, user: StoredUser | null): LinkRefusal | null => {
      if (user === null) return 'gone'
      const far = outOfReach(actor, user)
      if (far !== null) return far
      if (user.isBlocked) return 'blocked'
      if (user.contact.alternateEmail === '') return 'noAddress'
      if (standing(actor, user) === 'waits') return 'secondAdmin'
      // An address that the person entered and never proved may be another's or a typing error, and so may one that an admin with fewer rights
      // entered.
      return deps.contacts.hasGoodEmail(user) ? null : 'notProved'
    },
  }
}

/** Whom links are for; refuses a selection of nobody, or of too many. `single` is null for many. */
function mustBeChosen(deps: LinksDeps, reasons: Reasons, selection: Selection, actor: Actor) {
  const single = singleOf(deps, selection, actor)
  const people = [...deps.users.resolve(selection)]
  const reachable = people.filter((one) => reasons.outOfReach(actor, one) === null)
  if (reachable.length === 0) throw new DomainError('NOTHING_SELECTED')
  if (reachable.length > maximumLinks) throw new DomainError('LINKS_LIMIT', { maximum: maximumLinks })
  return { single, people, reachable }
}

/** Who gets a link, by the same rules as a reset of the same people. */
function sortOut(deps: LinksDeps, reasons: Reasons, selection: Selection, { actor }: SignedInCall) {
  const { single, people, reachable } = mustBeChosen(deps, reasons, selection, actor)
  const forAll = reasons.atAll() ?? reasons.asEverybody(actor, reachable)
  if (forAll !== null) throw new DomainError('LINK_REFUSED', { reason: forAll })
  const found: Found[] = []
  const refused = new Map<LinkRefusal, Refused>()
  for (const one of people) {
    const far = reasons.outOfReach(actor, one)
    const user = far === null ? deps.users.stored(one.id) : null
    const reason = far ?? reasons.of(actor, user)
    if (user !== null && reason === null) found.push({ user, standing: reasons.standing(actor, user) })
    else addRefused(refused, reason ?? 'gone', one)
  }
  const [first] = refused.keys()
  if (single !== null && first !== undefined) throw new DomainError('LINK_REFUSED', { reason: first })
  return { found, refused: [...refused.values()] }
}

/** The one person of a selection of one, whom the actor must reach; null for a selection of many. */
function singleOf({ users, mustCover }: LinksDeps, selection: Selection, actor: Actor): StoredUser | null {
  if (selection.kind !== 'users' || selection.ids.length !== 1) return null
  const user = users.stored(selection.ids[0] as UserId)
  if (user === null) throw new DomainError('NOT_FOUND', { what: 'user' })
  mustCover(actor, user)
  return user
}

function addRefused(refused: Map<LinkRefusal, Refused>, reason: LinkRefusal, { id, username, displayName }: Named) {
  const group = refused.get(reason) ?? { reason, count: 0, people: [] }
  group.count += 1
  if (group.people.length < maximumNamedLinks) group.people.push({ id, username, displayName })
  refused.set(reason, group)
}
