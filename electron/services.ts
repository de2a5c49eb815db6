import type { DoorName } from '../shared/audit.ts'
import { adminContract } from '../shared/contract.ts'
import { DomainError, isDomainError } from '../shared/errors.ts'
import type { GroupId, UserId } from '../shared/ids.ts'
import { type PortalContract, portalContract } from '../shared/portal-contract.ts'
import type { Policies } from '../shared/rules/policy.ts'
import type { RoleName } from '../shared/rules/role-matrix.ts'
import { createAudit } from './audit/audit.ts'
import { createAuthority } from './authority/authority.ts'
import { createClock } from './clock/clock.ts'
import { createTime } from './clock/time.ts'
import { createStoreCheck } from './db/check.ts'
import { type Database, openDatabase } from './db/database.ts'
import { lockFolder } from './db/folder-lock.ts'
import { closeToOthers, inspectStore, makeFolder, storePaths } from './db/store-files.ts'
import { createTogether } from './db/together.ts'
import { createBuiltInDirectory } from './directory/built-in.ts'
import { createDoor } from './door/door.ts'
import type { DoorPort } from './door/door-port.ts'
import { createGroups } from './groups/groups.ts'
import { createMembership } from './groups/membership.ts'
import { createHealth } from './health/health.ts'
import { createJobs } from './jobs/jobs.ts'
import { createLinks } from './links/links.ts'
import { createLog } from './log.ts'
import { createMail } from './mail/mail.ts'
import type { SendOptions } from './mail/send.ts'
import { createMethods, type MethodsDeps } from './methods/methods.ts'
import { createMethodsStore } from './methods/methods-store.ts'
import { createHasher, createLimit, maximumHashes } from './passwords/hash.ts'
import { createKnowers } from './passwords/knowers.ts'
import { createPasswords } from './passwords/passwords.ts'
import { createPasswordsStore } from './passwords/passwords-store.ts'
import { mustCover } from './passwords/who.ts'
import { createBreaches } from './policies/breaches.ts'
import { createPolicies } from './policies/policies.ts'
import { createStrength, guessedWords } from './policies/strength.ts'
import { createPortalAccount } from './portal/account.ts'
import { createPortalForgot } from './portal/forgot-password.ts'
import { createLimits } from './portal/limits.ts'
import { createPortalMethods } from './portal/own-methods.ts'
import { createPortal } from './portal/portal.ts'
import type { PortalPort } from './portal/portal-port.ts'
import { createPortalStore } from './portal/portal-store.ts'
import { createRequests } from './requests/requests.ts'
import { createRoles } from './roles/roles.ts'
import { createApprovedOperations } from './rpc/approved-operations.ts'
import type { Call } from './rpc/call.ts'
import { createRefusals } from './rpc/refusals.ts'
import type { ServeDeps } from './rpc/serve.ts'
import { usualFloor } from './selfservice/floor.ts'
import type { FactorPort } from './selfservice/proofs.ts'
import { createSelfService } from './selfservice/selfservice.ts'
import { createCallAs } from './sessions/call-as.ts'
import { createFactor } from './sessions/factor.ts'
import { createLockouts } from './sessions/lockouts.ts'
import { createProve, type ProveDeps } from './sessions/prove.ts'
import { createSessions } from './sessions/sessions.ts'
import { createSettings } from './settings/settings.ts'
import { createValues } from './settings/values.ts'
import { createTicks } from './ticks.ts'
import { csvText } from './users/export-file.ts'
import { createUsers, type UsersDeps } from './users/users.ts'
import { type Keychain, systemKeychain } from './vault/keychain.ts'
import { createSecrets } from './vault/secrets.ts'
import { createVault } from './vault/vault.ts'
import { createViews } from './views/views.ts'

export type ServicesOptions = {
  readonly dataDir: string
  readonly door: DoorName
  readonly doorPort: DoorPort
  /** How this process opens the portal; none for those that don't. */
  readonly portalPort?: PortalPort
  readonly keychain?: Keychain
  /** The machine's clock, milliseconds UTC. */
  readonly now?: () => number
  /** Milliseconds that only go on, from an arbitrary start. */
  readonly ticks?: () => number
  /** Hears that the database was removed or replaced, again once a copy could be saved, and of damage that a check has found. */
  readonly onStoreFault?: (error: DomainError) => void
  /** Milliseconds below which self-service answers nothing that could tell who exists. */
  readonly answerFloor?: number
  /** Patience with the mail server, and whose certificates to trust beside the usual. */
  readonly mail?: SendOptions
  /** Milliseconds after the start until the store is looked through for the first time. */
  readonly checkAfter?: number
}
export type Services = Awaited<ReturnType<typeof createServices>>

const hour = 3_600_000
/** Until the first page is there and everybody is in memory, the check would only be in the way of both. */
const usualCheckAfter = 10_000
/** Milliseconds after which somebody hears of a lost store even if nobody does anything. */
const lookEvery = 2000

/** Builds every service once, in the order in which they need each other; holds the data folder until `close`. */
export async function createServices(options: ServicesOptions) {
  const base = createBase(options)
  const people = createPeople(base, options)
  const work = createWork(base, people, options.doorPort)
  const { db, lock, bug, audit, vault, values, secrets } = base
  const { users, groups, views, sessions, methods, breaches, strength, mail, self } = people
  const { jobs, requests, roles } = work
  const { door } = options

  const { selfservice, tidySelfService, ...done } = work
  const { registration } = self
  const refusals = createRefusals()
  const refused: ServeDeps['refused'] = (action, error, call) => {
    if (!refusals.isWritten(action, error, call)) return
    db.transaction(() => audit.append({ action, result: 'failure', reason: error.code }, call))
  }
  const afterwards: ServeDeps['done'] = (action, call) => {
    if (action === 'Confirm own password.') refusals.confirmed(call)
  }
  const { mustBeInPlace } = db
  const border = { callOf: sessions.callOf, bug, refused, done: afterwards, hold: requests.hold, mustBeInPlace }
  const { portal, portalServe, links } = createPortalRoom(base, people, work, border, options.portalPort ?? null)
  const more = { mail, registration, selfservice, portal, links }
  const tick = createTicks({ bug })
  const tidy = () =>
    tick([
      ['lapsed passwords', () => void secrets.purgeLapsed()],
      ['deleted users', () => void users.eraseOld()],
      ['locks', people.lockouts.tidy],
      ['self-service', tidySelfService],
      ['links', links.tidy],
      ['mail', mail.tidy],
      ['requests', () => void requests.expire()],
      ['portal', portal.tidy],
    ])
  const clock = createClock({
    ...{ db, audit, time: base.time, deletedAt: users.oldAt, lapsedAt: secrets.lapsedAt },
    onRight: users.clockIsRight,
    tidy,
  })
  const check = createStoreCheck(storePaths(options.dataDir).store)
  const onDamage = (tables: readonly string[]) =>
    options.onStoreFault?.(new DomainError('STORE_PARTLY_DAMAGED', { tables }))
  const health = createHealth({ look: check.run, onDamage })
  const slices = { ...done, ...more, sessions, methods, users, groups, views, roles, vault, clock, health, audit }
  const serve: ServeDeps = { ...border, contract: adminContract, slices }
  requests.runOperationsBy(createApprovedOperations(serve))
  const hasWindow = door === 'desktop' || door === 'browser'
  if (hasWindow) tick([['mail', mail.start]])
  vault.onOpen(() => {
    if (!hasWindow) return
    tick([
      ['jobs', jobs.resumeAll],
      ['mail', mail.wake],
      ['portal', portal.start],
    ])
  })
  vault.openFromKeychain()
  const purge = setInterval(tidy, hour)
  purge.unref()
  const watch = setInterval(watchStore(db, options.onStoreFault ?? (() => {})), lookEvery)
  watch.unref()
  const daily = hasWindow ? setInterval(health.run, 24 * hour) : undefined
  daily?.unref()
  const first = hasWindow ? setTimeout(health.run, options.checkAfter ?? usualCheckAfter) : undefined
  first?.unref()
  const { requestsWaiting } = options.doorPort
  const look = requestsWaiting && requests.waitingFor(requestsWaiting, sessions.atDesk)
  const looks = look && setInterval(() => tick([['waiting requests', look]]), 5000)
  looks?.unref()
  tidy()

  return {
    ...slices,
    slices,
    serve,
    portalServe,
    bug,
    /** Other users of the machine can look into the data folder, and Keydesk can't change that. */
    isFolderOpen: base.isFolderOpen,
    /** What is done at the start and once an hour. Never throws. */
    tidy,
    /** Reads everybody into memory in small steps. */
    warm: async (): Promise<void> => {
      await users.warm()
      await values.prepareTerms()
      await self.warm()
    },
    callAs: createCallAs({ ...people, values, door }),
    close: async (): Promise<void> => {
      clearInterval(purge)
      clearInterval(watch)
      clearInterval(daily)
      clearTimeout(first)
      await check.stop()
      clearInterval(looks)
      await portal.close()
      await jobs.close()
      await mail.close()
      await options.doorPort.close()
      await breaches.close()
      strength.close()
      await audit.close()
      vault.close()
      base.time.close()
      db.close()
      lock.release()
    },
  }
}

const steadyTicks = () => Math.floor(performance.now())

/** What everything stands on: store, log, vault, hashes and the values in force. */
function createBase(options: ServicesOptions) {
  const { dataDir, door, keychain = systemKeychain(), now: wall = Date.now, ticks = steadyTicks } = options
  const { db: store, lock, isFolderOpen } = prepareFolder(dataDir, door)
  const time = createTime({ db: store, wall, ticks })
  const { now, onward, asNow, forGood, reached } = time
  const db = time.keepIn(store)
  const { bug } = createLog(dataDir)
  const audit = createAudit({ db, now })
  const limit = createLimit(maximumHashes)
  const vault = createVault({ db, audit, keychain, now, limit })
  const membership = createMembership(db.sql)
  const { authenticator } = createMethodsStore(db.sql)
  const values = createValues(db, membership.isIn, (id) => authenticator(id) !== null)
  const hasher = createHasher({ pepper: vault.pepper, limit })
  const secrets = createSecrets({ db, vault, now, onward, forGood })
  const target = createBuiltInDirectory({ db })
  const isOn = () => values.policies().signIn.twoPerson.isOn
  const authority = createAuthority({ sql: db.sql, isOn, now, forGood, ran: time.ran })
  const knowers = createKnowers({ sql: db.sql, now })
  const clocks = { time, now, onward, asNow, forGood, reached, ran: time.ran }
  return {
    db,
    lock,
    isFolderOpen,
    bug,
    audit,
    vault,
    membership,
    values,
    hasher,
    secrets,
    authority,
    knowers,
    target,
    ...clocks,
  }
}
type Base = ReturnType<typeof createBase>

/** Who there is, what they may do and how they prove themselves. */
function createPeople(base: Base, options: Pick<ServicesOptions, 'answerFloor' | 'mail'>) {
  const { db, audit, authority, vault, membership, values, now, onward, asNow, forGood } = base
  const onBlocked = (id: number) => {
    sessions.endOf(id)
    vault.dropAdminSlot(id)
    self.shutWays(id)
  }
  const onOwnContact: UsersDeps['onOwnContact'] = (...change) => self.ownContact(...change)
  const hooks = { onBlocked, onOwnContact }
  const deletedDays = () => values.policies().signIn.deletedDays
  const { membersOf, isIn, isGrouped } = membership
  const policy = values.expiration
  const mustNotMoveReach: UsersDeps['mustNotMoveReach'] = (...move) => groups.mustNotMoveReach(...move)
  const guards = { authority, mustNotMoveReach }
  const clocks = { now, onward, forGood }
  const users = createUsers({
    ...{ db, audit, ...clocks, policy, ...hooks, deletedDays, membersOf, isGrouped, ...guards },
  })
  const groups = createGroups({ db, audit, now, users, membership })
  const store = createPasswordsStore(db.sql)
  const { stored, idOf } = users
  const { hashOf } = store
  const nameOf = (id: number) => stored(id)?.username ?? ''
  const lastingDigest = (text: string) =>
    vault.isOpen() ? vault.digest('sign-in lockout', text).toString('base64url') : null
  const lockouts = createLockouts({ db, audit, policy: values.lockout, nameOf, now, forGood, lastingDigest })
  const passes: ProveDeps['passes'] = {
    couldBe: (typed) => self.passes.couldBe(typed),
    prove: (id, typed) => self.passes.prove(id, typed),
  }
  const prove = createProve({ ...base, lockouts, passes, stored, idOf, hashOf, putRehash: store.rehash })
  const onRegistered = (call: Call) => sessions.registered(call)
  const onChange: MethodsDeps['onChange'] = (...change) => self.methodsChanged(...change)
  const methods = createMethods({ ...base, stored, mustCover, onRegistered, onChange })
  const factor = createFactor({ db, audit, methods, lockouts })
  const mustGiveMethods = (id: number) => self.mustGiveMethods(id)
  const onSignedIn = (id: number) => void self.onSignedIn(id)
  const sessions = createSessions({
    ...{ db, together: createTogether(db), audit, values, stored, prove, factor, mustCover, isIn, hashOf },
    ...{ now, onward, asNow },
    ...{ mustGiveMethods, onSignedIn, isPassGood: (...made) => self.passes.isGood(...made) },
    wordOf: (id) => self.wordOf(id),
  })
  const mail = createMail({ ...base, organisation: () => values.settings().organisation, options: options.mail })
  const isNeeded: FactorPort['isNeeded'] = (user) => methods.stateOf(user) === 'needed'
  const proofs = { isNeeded, canRegister: methods.mayRegister, prove: methods.prove, codesLeft: methods.codesLeft }
  const holdersOf = (roles: readonly RoleName[]) => users.allHolders(roles).flatMap((id) => stored(id) ?? [])
  const self = createSelfService({
    ...{ ...base, users, lockouts, factor: proofs, mail, hashOf, membersOf, isIn, mustCover },
    ...{ csvText, holdersOf, answerFloor: options.answerFloor ?? usualFloor },
  })
  const strength = createStrength(guessedWords)
  const views = createViews({ db, audit, existing: { department: users.departments, group: groups.ids } })
  const proving = { lockouts, prove, factor, methods, sessions, mail, self }
  return { users, groups, views, store, ...proving, breaches: createBreaches(), strength }
}
type People = ReturnType<typeof createPeople>

/** What is done with them. */
function createWork(base: Base, people: People, port: DoorPort) {
  const { db, target, values, now, bug } = base
  const { sessions, breaches, self } = people
  const { actorOf, endOf: endSessions } = sessions
  const onChanged = (ids: readonly number[]) => {
    for (const id of ids) endSessions(id)
  }
  const jobs = createJobs({ ...base, bug, actorOf, onChanged })
  const { stored } = people.users
  const requests = createRequests({ ...base, jobs, stored, actorOf })
  const isBreached = async (password: string) =>
    (await breaches.check(password, values.protection(null).breachFile)).state === 'found'
  const { desk: selfservice, onNewPassword, tidy: tidySelfService, ...proving } = self.withRequests(requests.help)
  const after = { endSessions, onNewPassword }
  const passwords = createPasswords({ ...base, ...people, jobs, requests, csvText, actorOf, isBreached, ...after })
  const putPassword = (id: number, hash: string) =>
    target.setPassword(id, { hash, changedAt: now(), isTemporary: false, lapsesAt: null })
  const onPromoted = (id: UserId, takenBy: UserId | null) => {
    self.shutWays(id)
    if (takenBy !== null) self.disown(id, takenBy)
  }
  const roles = createRoles({ ...base, ...people, passwords, actorOf, onPromoted, endSessions })
  const settings = createSettings({ ...base, ...people, roles, putPassword })
  people.groups.registerUse((id) => (isNamed(values.policies(), id) ? [{ kind: 'rules', name: '' }] : []))
  const forgot = proving.forgot({ setPassword: passwords.setPassword, endSessions })
  const more = { requests, selfServiceImpact: self.impactOf, mustCover }
  const policies = createPolicies({ ...people, ...more, db, audit: base.audit, values, now })
  const own = { forgot, selfservice, tidySelfService }
  return { settings, passwords, jobs, requests, roles, policies, ...own, door: createDoor({ port, passwords, values }) }
}

type Work = ReturnType<typeof createWork>

/** True for a group that a policy names: without it, the policy would silently mean other people. */
function isNamed({ groupRules, selfService }: Policies, id: GroupId): boolean {
  const { groups, except } = selfService
  return groupRules.some((rule) => rule.groupId === id) || groups.includes(id) || except.includes(id)
}

type Border = Pick<ServeDeps, 'callOf' | 'bug' | 'refused' | 'done' | 'hold' | 'mustBeInPlace'>

/** The door on the office network, which is given the person's own operations and nothing of the admin's. */
function createPortalRoom(base: Base, people: People, work: Work, border: Border, port: PortalPort | null) {
  const { db, audit, values, vault, now } = base
  const { users } = people
  const { passwords } = work
  const store = createPortalStore(db.sql)
  const digest = (text: string) => vault.digest('portal limits', text).toString('base64url')
  const limits = createLimits({ db, store, audit, now, forGood: base.forGood, idOf: users.idOf, digest })
  // The portal is built after what it serves.
  const authorityFingerprint = (): string | null => portal.authorityFingerprint()
  const { hashOf } = people.store
  const portalAddress = (): string | null => portal.openAddress()
  const links = createLinks({ ...base, ...people, ...work, limits, hashOf, mustCover, portalAddress })
  const account = createPortalAccount({ ...people, passwords, values, limits, authorityFingerprint })
  const forgotPassword = createPortalForgot(work.forgot, limits)
  const own = createPortalMethods({ securityInfo: people.self.registration, authenticator: people.methods }, limits)
  const slices = { account, forgotPassword, ...own, links: links.portal }
  const portalServe: ServeDeps<PortalContract> = { ...border, contract: portalContract, slices }
  const organisation = () => values.read().organisation
  const portal = createPortal({ ...base, store, limits, organisation, port, serve: portalServe, bug: base.bug })
  return { portal, portalServe, links }
}

/** Looks whether the store is where it was, and tells once what is new about it. */
function watchStore(db: Database, onLost: (error: DomainError) => void): () => void {
  let told = ''
  return () => {
    try {
      db.mustBeInPlace()
      told = ''
    } catch (error) {
      const word = isDomainError(error) ? `${error.code} ${JSON.stringify(error.data)}` : ''
      if (isDomainError(error) && word !== told) onLost(error)
      told = word
    }
  }
}

/** Nothing in a folder is touched before all of it has been looked at; the store is opened by whoever has the lock. */
function prepareFolder(dataDir: string, door: DoorName) {
  inspectStore(dataDir)
  makeFolder(dataDir)
  const isFolderOpen = !closeToOthers(dataDir)
  const lock = lockFolder(dataDir, door)
  try {
    return { db: openDatabase(dataDir, { lock }), lock, isFolderOpen }
  } catch (error) {
    lock.release()
    throw error
  }
}
