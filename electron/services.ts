import type { DoorName } from '../shared/audit.ts'
import { DomainError } from '../shared/errors.ts'
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
import { createPasswords } from './passwords/passwords.ts'
import { createPasswordsStore } from './passwords/passwords-store.ts'
import { mustCover } from './passwords/who.ts'
import { createBreaches } from './policies/breaches.ts'
import { createPolicies } from './policies/policies.ts'
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
  readonly keychain?: Keychain
  readonly now?: () => number
}
export type Services = Awaited<ReturnType<typeof createServices>>

const hour = 3_600_000

/** Builds every service once, in the order in which they need each other; holds the data folder until `close`. */
export async function createServices(options: ServicesOptions) {
  const { dataDir, door, doorPort, keychain = systemKeychain(), now = Date.now } = options
  const { db, lock } = prepareFolder(dataDir, door)
  const { bug } = createLog(dataDir)
  const audit = createAudit({ db, now, csvText })
  const limit = createLimit(maximumHashes)
  const vault = createVault({ db, audit, keychain, now, limit })
  const values = createValues(db)
  const hasher = createHasher({ pepper: vault.pepper, limit })
  const secrets = createSecrets({ db, vault, now })
  const onBlocked = (id: number) => {
    sessions.endOf(id)
    vault.dropAdminSlot(id)
  }
  const users = createUsers({
    db,
    audit,
    now,
    policy: values.expiration,
    onBlocked,
    deletedDays: () => values.policies().signIn.deletedDays,
  })
  const target = createBuiltInDirectory({ db })
  const roles = createRoles({ db, audit, users, vault, secrets, target })
  const store = createPasswordsStore(db.sql)
  const nameOf = (id: number) => users.stored(id)?.username ?? ''
  const lockouts = createLockouts({ db, audit, policy: values.lockout, nameOf, now })
  const breaches = createBreaches()
  const proveDeps = {
    lockouts,
    stored: users.stored,
    idOf: users.idOf,
    hashOf: store.hashOf,
    putRehash: store.rehash,
  }
  const prove = createProve({ db, audit, values, vault, hasher, now, ...proveDeps })
  const sessions = createSessions({
    db,
    audit,
    values,
    stored: users.stored,
    prove,
    mustCover,
    hashOf: store.hashOf,
    now,
  })
  const endAll = (ids: readonly number[]) => {
    for (const id of ids) sessions.endOf(id)
  }
  const jobs = createJobs({ db, audit, vault, bug, actorOf: sessions.actorOf, onChanged: endAll, now })
  const isBreached = async (password: string) =>
    (await breaches.check(password, values.protection().breachFile)).state === 'found'
  const endSessions = sessions.endOf
  const passwordsDeps = {
    db,
    audit,
    vault,
    secrets,
    hasher,
    target,
    store,
    values,
    lockouts,
    isBreached,
    now,
    endSessions,
  }
  const { actorOf } = sessions
  const passwords = createPasswords({ ...passwordsDeps, users, jobs, csvText, prove, actorOf })
  const putPassword = (id: number, hash: string) =>
    target.setPassword(id, { hash, changedAt: now(), isTemporary: false, lapsesAt: null })
  const settings = createSettings({ db, audit, values, vault, hasher, users, roles, sessions, now, putPassword })
  const policies = createPolicies({ db, audit, values, users, lockouts, breaches, now })
  const doorService = createDoor({ port: doorPort, passwords, values })

  const slices = { settings, sessions, users, passwords, jobs, roles, policies, vault, audit, door: doorService }
  const refused: ServeDeps['refused'] = (action, reason, call) =>
    db.transaction(() => audit.append({ action, result: 'failure', reason }, call))
  const serve: ServeDeps = { slices, callOf: sessions.callOf, bug, refused }
  const isResident = door === 'desktop' || door === 'browser'
  vault.onOpen(() => {
    if (isResident) jobs.resumeAll()
  })
  vault.openFromKeychain()
  const tidy = () => {
    secrets.purgeLapsed()
    users.eraseOld()
  }
  const purge = setInterval(tidy, hour)
  purge.unref()
  tidy()

  return {
    ...slices,
    slices,
    serve,
    bug,
    callAs: async (username: string, password: string): Promise<Call> => {
      if (!values.isSetUp()) throw new DomainError('NOT_SET_UP')
      const nobody: Call = { actor: null, door, token: null, isLocked: false, isConfirmed: false }
      const { user } = await prove.signIn(username, normalisePassword(password), nobody)
      return sessions.callFor(user.id, door)
    },
    close: async (): Promise<void> => {
      clearInterval(purge)
      await jobs.close()
      await doorPort.close()
      await breaches.close()
      vault.close()
      db.close()
      lock.release()
    },
  }
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
