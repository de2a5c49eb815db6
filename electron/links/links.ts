import { createHash, randomBytes } from 'node:crypto'
import { DomainError, type LinkRefusal } from '../../shared/errors.ts'
import type { Language, UserId } from '../../shared/ids.ts'
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
import type { PortalStatus } from '../portal/portal-status.ts'
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
  /** Throws for the admin's own account, and for people out of reach by the role matrix. */
  readonly mustCover: (actor: Actor, user: StoredUser) => void
  /** Their own language, or the organisation's. */
  readonly languageOf: (user: StoredUser) => Language
  readonly portalStatus: Pick<PortalStatus, 'openAddress'>
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
 * One-time links to the portal, by which people choose a new password that nobody else knows and no mail holds. The token comes after the #
 * of the address, so that no request carries it, neither the browser's nor a mail scanner's.
 */
export function createLinks(deps: LinksDeps) {
  const { db, vault } = deps
  const store = createLinksStore(db.sql)
  deps.rowsOfUser.goWithDeletion('reset_links')
  // The admin who sent the link may not reach the person any more, and unblocking or restoring the person does not bring the link back.
  deps.events.on('userShutOut', ({ userId }) => store.drop(userId))
  deps.events.on('userPromoted', ({ userId }) => store.drop(userId))
  deps.events.on('directoryChanged', ({ userId }) => store.drop(userId))
  /** A link holds for the password, mailbox and roles at the time of sending: after a change of one of them the person needs a new link. */
  const boundTo = ({ id, roles, contact }: StoredUser) =>
    vault.digest(
      'reset link',
      JSON.stringify([id, deps.credentialVersion(id), contact.alternateEmail, [...roles].sort()]),
    )
  const reasons = createReasons(deps)

  /** Queues the mail with one link, inside the transaction that stores the link. */
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
    deps.mail.queue({ ...mail, language: deps.languageOf(user) })
    const to = maskedAddress(contact.alternateEmail)
    const detail = { to, ...(standing === 'standsStill' && { twoPerson: standing }) }
    deps.audit.append({ action: 'Send password reset link.', target: { id, name: username }, detail }, call)
    return { id, username, displayName, to }
  }

  function send(selection: Selection, call: SignedInCall): SentLinks {
    const address = deps.portalStatus.openAddress()
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
    /** Removes links that have ended, and links that are dated ahead because the clock was set back since. */
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
 * Removes a link and answers whose it was and who sent it, inside the caller's transaction. Null for a link that opens nothing any more: its
 * sender could not send it now, or its address does not count any more.
 */
function takeUsable(
  store: LinksStore,
  { users, contacts, vouching, now, boundTo }: Usable,
  token: string,
): SpentLink | null {
  const row: LinkRow | null = store.take(tokenHash(token))
  const user = row === null ? null : users.stored(row.user_id)
  if (row === null || user === null || user.isBlocked || user.isProtected) return null
  const isOver = isSetBack(row.seen_at, now()) || now() >= row.ends_at
  const isStanding = row.made_by !== null && vouching.standsFor(row.made_by, user) && contacts.hasGoodEmail(user)
  return !isOver && isStanding && boundTo(user).equals(row.bound_to) ? { user, madeBy: row.made_by } : null
}

type Reasons = ReturnType<typeof createReasons>

/** The reasons why a link can't be sent: to anybody, or to one person. */
function createReasons(deps: LinksDeps) {
  const standing = (actor: Actor, { roles }: StoredUser): Standing =>
    isApprover(roles) ? deps.twoPerson.standingOf(actor) : 'off'

  /** The reasons that are known without reading the person from the store. */
  function outOfReach(actor: Actor, { id, roles }: Pick<Facts, 'id' | 'roles'>): LinkRefusal | null {
    if (id === actor.id) return 'ownAccount'
    return canReset(actor.rolesOver(id), roles) ? null : 'notAllowed'
  }

  return {
    standing,
    outOfReach,
    /** Refuses links to everybody where a reset of everybody would need a second admin, because a link can't wait for an approval. */
    asEverybody: (actor: Actor, reachable: readonly Facts[]): LinkRefusal | null => {
      if (deps.twoPerson.standingOf(actor) !== 'waits') return null
      const included = reachable.filter(({ isBlocked }) => !isBlocked).length
      return isEverybody(included, deps.users.resolve(everybody), actor) ? 'secondAdmin' : null
    },
    atAll: (): LinkRefusal | null => {
      if (!deps.mail.isOn()) return 'mailOff'
      return deps.portalStatus.openAddress() === null ? 'portalOff' : null
    },
    of: (actor: Actor, user: StoredUser | null): LinkRefusal | null => {
      if (user === null) return 'gone'
      const far = outOfReach(actor, user)
      if (far !== null) return far
      if (user.isBlocked) return 'blocked'
      if (user.isProtected) return 'protected'
      if (user.contact.alternateEmail === '') return 'noAddress'
      if (standing(actor, user) === 'waits') return 'secondAdmin'
      // An address that the person entered and never proved may be somebody else's or misspelled, and so may one that an admin with fewer
      // rights entered.
      return deps.contacts.hasGoodEmail(user) ? null : 'notProved'
    },
  }
}

/** The people of a selection who are within reach; refuses a selection of nobody, or of too many. `single` is null for a selection of several. */
function mustBeChosen(deps: LinksDeps, reasons: Reasons, selection: Selection, actor: Actor) {
  const single = singleOf(deps, selection, actor)
  const people = [...deps.users.resolve(selection)]
  const reachable = people.filter((one) => reasons.outOfReach(actor, one) === null)
  if (reachable.length === 0) throw new DomainError('NOTHING_SELECTED')
  if (reachable.length > maximumLinks) throw new DomainError('LINKS_LIMIT', { maximum: maximumLinks })
  return { single, people, reachable }
}

/** Who of a selection gets a link, by the same rules as a reset, and who is left out for which reason. */
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

/** The only person of a selection of one, who must be within the actor's reach; null for a selection of several. */
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
