import type { DoorName } from '../shared/audit.ts'
import { DomainError } from '../shared/errors.ts'
import type { GroupId } from '../shared/ids.ts'
import { normalisePassword } from '../shared/rules/password-rules.ts'
import { shippedTerms } from '../shared/rules/shipped-terms/shipped-terms.ts'
import { createAudit } from './audit/audit.ts'
import { openDatabase } from './db/database.ts'
import { lockFolder } from './db/folder-lock.ts'
import { createBuiltInDirectory } from './directory/built-in.ts'
import { createDoor } from './door/door.ts'
import type { DoorPort } from './door/door-port.ts'
import { createGroups } from './groups/groups.ts'
import { createMembership } from './groups/membership.ts'
import { createJobs } from './jobs/jobs.ts'
import { createLog } from './log.ts'
import { createMethods } from './methods/methods.ts'
import { createMethodsStore } from './methods/methods-store.ts'
import { createHasher, createLimit, maximumHashes } from './passwords/hash.ts'
import { createPasswords } from './passwords/passwords.ts'
import { createPasswordsStore } from './passwords/passwords-store.ts'
import { mustCover } from './passwords/who.ts'
import { danishWords } from './passwords/word-lists/da.ts'
import { swedishWords } from './passwords/word-lists/sv.ts'
import { createBreaches } from './policies/breaches.ts'
import { createPolicies } from './policies/policies.ts'
import { createStrength } from './policies/strength.ts'
import { createRequests } from './requests/requests.ts'
import { createRoles } from './roles/roles.ts'
import type { Actor, Call } from './rpc/call.ts'
import type { ServeDeps } from './rpc/serve.ts'
import { createFactor } from './sessions/factor.ts'
import { createLockouts } from './sessions/lockouts.ts'
import { createProve } from './sessions/prove.ts'
import { createSessions } from './sessions/sessions.ts'
import { createSettings } from './settings/settings.ts'
import { createValues } from './settings/values.ts'
import { csvText } from './users/export-file.ts'
import { createUsers } from './users/users.ts'
import { type Keychain, systemKeychain } from './vault/keychain.ts'
import { createSecrets } from './vault/secrets.ts'
import { createVault } from './vault/vault.ts'
import { createViews } from './views/views.ts'

export type ServicesOptions = {
  readonly dataDir: string
  readonly door: DoorName
  readonly doorPort: DoorPort
  readonly keychain?: Keychain
  readonly now?: () => number
}
export type Services = Awaited<ReturnType<typeof createServices>>

const hour = 3_600_000

/** Builds every service once, in the order in which they need each other; holds the data folder until `close`. */
export async function createServices(options: ServicesOptions) {
  const base = createBase(options)
  const people = createPeople(base)
  const work = createWork(base, people, options.doorPort)
  const { db, lock, bug, audit, vault, values, secrets } = base
  const { users, groups, views, roles, sessions, methods, breaches, strength } = people
  const { jobs, requests } = work
  const { door } = options

  const slices = { ...work, sessions, methods, users, groups, views, roles, vault, audit }
  const refused: ServeDeps['refused'] = (action, reason, call) =>
    db.transaction(() => audit.append({ action, result: 'failure', reason }, call))
  const serve: ServeDeps = { slices, callOf: sessions.callOf, bug, refused }
  vault.onOpen(() => {
    if (door === 'desktop' || door === 'browser') jobs.resumeAll()
  })
  vault.openFromKeychain()
  const tidy = () => {
    secrets.purgeLapsed()
    users.eraseOld()
    requests.expire()
  }
  const purge = setInterval(tidy, hour)
  purge.unref()
  tidy()

  return {
    ...slices,
    slices,
    serve,
    bug,
    callAs: (username: string, password: string, readCode = noCode): Promise<Call> => {
      if (!values.isSetUp()) throw new DomainError('NOT_SET_UP')
      return callAs(people, door, { username, password, readCode })
    },
    close: async (): Promise<void> => {
      clearInterval(purge)
      await jobs.close()
      await options.doorPort.close()
      await breaches.close()
      strength.close()
      vault.close()
      db.close()
      lock.release()
    },
  }
}

type SignIn = { readonly username: string; readonly password: string; readonly readCode: () => Promise<string> }

/** For callers that have nobody to ask. */
const noCode = (): Promise<string> => Promise.reject(new DomainError('FACTOR_NEEDED'))

/** Signs somebody in for one command-line invocation, with the second factor where they have one. */
async function callAs({ prove, sessions, factor }: People, door: DoorName, given: SignIn): Promise<Call> {
  const nobody: Call = { actor: null, door, token: null, isLocked: false, isConfirmed: false }
  const { user } = await prove.signIn(given.username, normalisePassword(given.password), nobody)
  const call = sessions.callFor(user.id, door)
  const actor = call.actor as Actor
  const state = factor.stateOf(actor)
  // Only a window can show the QR code.
  if (state === 'mustRegister') throw new DomainError('REGISTRATION_NEEDED')
  if (state === 'needed') factor.prove(actor, await given.readCode(), call)
  return call
}

/** What everything stands on: store, log, vault, hashes and the values in force. */
function createBase({ dataDir, door, keychain = systemKeychain(), now = Date.now }: ServicesOptions) {
  const { db, lock } = prepareFolder(dataDir, door)
  const { bug } = createLog(dataDir)
  const audit = createAudit({ db, now, csvText })
  const limit = createLimit(maximumHashes)
  const vault = createVault({ db, audit, keychain, now, limit })
  const membership = createMembership(db.sql)
  const { authenticator } = createMethodsStore(db.sql)
  const values = createValues(db, membership.isIn, (id) => authenticator(id) !== null)
  const hasher = createHasher({ pepper: vault.pepper, limit })
  const secrets = createSecrets({ db, vault, now })
  const target = createBuiltInDirectory({ db })
  return { db, lock, bug, audit, vault, membership, values, hasher, secrets, now, target }
}
type Base = ReturnType<typeof createBase>

/** Who there is, what they may do and how they prove themselves. */
function createPeople(base: Base) {
  const { db, audit, vault, membership, values, secrets, now, target } = base
  const onBlocked = (id: number) => {
    sessions.endOf(id)
    vault.dropAdminSlot(id)
  }
  const deletedDays = () => values.policies().signIn.deletedDays
  const { membersOf, isIn, isGrouped } = membership
  const policy = values.expiration
  const users = createUsers({ db, audit, now, policy, onBlocked, deletedDays, membersOf, isGrouped })
  const groups = createGroups({ db, audit, now, users, membership })
  const roles = createRoles({ db, audit, users, groups, vault, secrets, target })
  const store = createPasswordsStore(db.sql)
  const { stored, idOf } = users
  const { hashOf } = store
  const nameOf = (id: number) => stored(id)?.username ?? ''
  const lockouts = createLockouts({ db, audit, policy: values.lockout, nameOf, now })
  const prove = createProve({ ...base, lockouts, stored, idOf, hashOf, putRehash: store.rehash })
  const onRegistered = (call: Call) => sessions.registered(call)
  const methods = createMethods({ ...base, stored, mustCover, onRegistered })
  const factor = createFactor({ db, audit, methods, lockouts })
  const sessions = createSessions({ db, audit, values, stored, prove, factor, mustCover, isIn, hashOf, now })
  // Rare words last: the estimate takes the place in the list for how common a word is.
  const strength = createStrength(() => [...shippedTerms, ...danishWords, ...swedishWords])
  const views = createViews({ db, audit, existing: { department: users.departments, group: groups.ids } })
  const proving = { lockouts, prove, factor, methods, sessions }
  return { users, groups, views, roles, store, ...proving, breaches: createBreaches(), strength }
}
type People = ReturnType<typeof createPeople>

/** What is done with them. */
function createWork(base: Base, people: People, port: DoorPort) {
  const { db, target, values, now, bug } = base
  const { sessions, breaches } = people
  const { actorOf, endOf: endSessions } = sessions
  const onChanged = (ids: readonly number[]) => {
    for (const id of ids) endSessions(id)
  }
  const jobs = createJobs({ ...base, bug, actorOf, onChanged })
  const { stored, enabledHolders: holdersOf } = people.users
  const isOn = () => values.policies().signIn.twoPerson.isOn
  const requests = createRequests({ ...base, jobs, stored, actorOf, holdersOf, isOn })
  const isBreached = async (password: string) =>
    (await breaches.check(password, values.protection(null).breachFile)).state === 'found'
  const passwords = createPasswords({ ...base, ...people, jobs, requests, csvText, actorOf, isBreached, endSessions })
  const putPassword = (id: number, hash: string) =>
    target.setPassword(id, { hash, changedAt: now(), isTemporary: false, lapsesAt: null })
  const settings = createSettings({ ...base, ...people, putPassword })
  const hasRules = (id: GroupId) => values.policies().groupRules.some((rule) => rule.groupId === id)
  people.groups.registerUse((id) => (hasRules(id) ? [{ kind: 'rules', name: '' }] : []))
  const policies = createPolicies({ ...people, db, audit: base.audit, values, requests, now, mustCover })
  return { settings, passwords, jobs, requests, policies, door: createDoor({ port, passwords, values }) }
}

function prepareFolder(dataDir: string, door: DoorName) {
  const lock = lockFolder(dataDir, door)
  try {
    return { db: openDatabase(dataDir), lock }
  } catch (error) {
    lock.release()
    throw error
  }
}
