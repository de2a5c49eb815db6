import type { DoorName } from '../shared/audit.ts'
import { adminContract } from '../shared/contract.ts'
import { DomainError } from '../shared/errors.ts'
import { type PortalContract, portalContract } from '../shared/portal-contract.ts'
import { normalisePassword } from '../shared/rules/password-rules.ts'
import { createAudit } from './audit/audit.ts'
import { openDatabase } from './db/database.ts'
import { lockFolder } from './db/folder-lock.ts'
import { createBuiltInDirectory } from './directory/built-in.ts'
import { createDoor } from './door/door.ts'
import type { DoorPort } from './door/door-port.ts'
import { createJobs } from './jobs/jobs.ts'
import { createLog } from './log.ts'
import { createHasher, createLimit, maximumHashes } from './passwords/hash.ts'
import { createPasswords, type Passwords } from './passwords/passwords.ts'
import { createPasswordsStore } from './passwords/passwords-store.ts'
import { mustCover } from './passwords/who.ts'
import { createBreaches } from './policies/breaches.ts'
import { createPolicies } from './policies/policies.ts'
import { createPortalAccount } from './portal/account.ts'
import { createLimits } from './portal/limits.ts'
import { createPortal } from './portal/portal.ts'
import type { PortalPort } from './portal/portal-port.ts'
import { createPortalStore } from './portal/portal-store.ts'
import { createRoles } from './roles/roles.ts'
import type { Call } from './rpc/call.ts'
import type { ServeDeps } from './rpc/serve.ts'
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

export type ServicesOptions = {
  readonly dataDir: string
  readonly door: DoorName
  readonly doorPort: DoorPort
  /** How this process opens the portal; none for those that don't. */
  readonly portalPort?: PortalPort
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
  const { users, roles, sessions, prove, breaches } = people
  const { jobs } = work
  const { door } = options

  const refused: ServeDeps['refused'] = (action, reason, call) =>
    db.transaction(() => audit.append({ action, result: 'failure', reason }, call))
  const border = { callOf: sessions.callOf, bug, refused }
  const { portal, portalServe } = createPortalRoom(base, people, work.passwords, border, options.portalPort ?? null)
  const slices = { ...work, sessions, users, roles, vault, audit, portal }
  const serve: ServeDeps = { ...border, contract: adminContract, slices }
  vault.onOpen(() => {
    if (door !== 'desktop' && door !== 'browser') return
    jobs.resumeAll()
    void portal.start()
  })
  vault.openFromKeychain()
  const tidy = () => {
    secrets.purgeLapsed()
    users.eraseOld()
    void portal.tidy()
  }
  const purge = setInterval(tidy, hour)
  purge.unref()
  tidy()

  return {
    ...slices,
    slices,
    serve,
    portalServe,
    bug,
    callAs: async (username: string, password: string): Promise<Call> => {
      if (!values.isSetUp()) throw new DomainError('NOT_SET_UP')
      const nobody: Call = { actor: null, door, token: null, isLocked: false, isConfirmed: false }
      const { user } = await prove.signIn(username, normalisePassword(password), nobody)
      return sessions.callFor(user.id, door)
    },
    close: async (): Promise<void> => {
      clearInterval(purge)
      await portal.close()
      await jobs.close()
      await options.doorPort.close()
      await breaches.close()
      vault.close()
      db.close()
      lock.release()
    },
  }
}

/** What everything stands on: store, log, vault, hashes and the values in force. */
function createBase({ dataDir, door, keychain = systemKeychain(), now = Date.now }: ServicesOptions) {
  const { db, lock } = prepareFolder(dataDir, door)
  const { bug } = createLog(dataDir)
  const audit = createAudit({ db, now, csvText })
  const limit = createLimit(maximumHashes)
  const vault = createVault({ db, audit, keychain, now, limit })
  const values = createValues(db)
  const hasher = createHasher({ pepper: vault.pepper, limit })
  const secrets = createSecrets({ db, vault, now })
  return { db, lock, bug, audit, vault, values, hasher, secrets, now, target: createBuiltInDirectory({ db }) }
}
type Base = ReturnType<typeof createBase>

/** Who there is, what they may do and how they prove themselves. */
function createPeople(base: Base) {
  const { db, audit, vault, values, secrets, now, target } = base
  const onBlocked = (id: number) => {
    sessions.endOf(id)
    vault.dropAdminSlot(id)
  }
  const deletedDays = () => values.policies().signIn.deletedDays
  const users = createUsers({ db, audit, now, policy: values.expiration, onBlocked, deletedDays })
  const roles = createRoles({ db, audit, users, vault, secrets, target })
  const store = createPasswordsStore(db.sql)
  const { stored, idOf } = users
  const { hashOf } = store
  const nameOf = (id: number) => stored(id)?.username ?? ''
  const lockouts = createLockouts({ db, audit, policy: values.lockout, nameOf, now })
  const prove = createProve({ ...base, lockouts, stored, idOf, hashOf, putRehash: store.rehash })
  const sessions = createSessions({ db, audit, values, stored, prove, mustCover, hashOf, now })
  return { users, roles, store, lockouts, prove, sessions, breaches: createBreaches() }
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
  const isBreached = async (password: string) =>
    (await breaches.check(password, values.protection().breachFile)).state === 'found'
  const passwords = createPasswords({ ...base, ...people, jobs, csvText, actorOf, isBreached, endSessions })
  const putPassword = (id: number, hash: string) =>
    target.setPassword(id, { hash, changedAt: now(), isTemporary: false, lapsesAt: null })
  const settings = createSettings({ ...base, ...people, putPassword })
  const policies = createPolicies({ ...people, db, audit: base.audit, values, now, mustCover })
  return { settings, passwords, jobs, policies, door: createDoor({ port, passwords, values }) }
}

type Border = Pick<ServeDeps, 'callOf' | 'bug' | 'refused'>

/** The door on the office network, which is given the person's own operations and nothing of the admin's. */
function createPortalRoom(base: Base, people: People, passwords: Passwords, border: Border, port: PortalPort | null) {
  const { db, values, vault, now } = base
  const { users, sessions } = people
  const store = createPortalStore(db.sql)
  const digest = (text: string) => vault.digest('portal limits', text)
  const limits = createLimits({ db, store, now, idOf: users.idOf, digest })
  // The portal is built after what it serves.
  const authorityFingerprint = (): string | null => portal.authorityFingerprint()
  const hasSelfService = () => false
  const account = createPortalAccount({
    sessions,
    passwords,
    users,
    values,
    limits,
    hasSelfService,
    authorityFingerprint,
  })
  const portalServe: ServeDeps<PortalContract> = { ...border, contract: portalContract, slices: { account } }
  const organisation = () => values.read().organisation
  const portal = createPortal({ ...base, store, limits, organisation, port, serve: portalServe, bug: base.bug })
  return { portal, portalServe }
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
