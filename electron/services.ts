import pLimit from 'p-limit'
import type { DoorName } from '../shared/audit.ts'
import { adminContract } from '../shared/contract.ts'
import { ownDirectory } from '../shared/directories.ts'
import { DomainError, isDomainError } from '../shared/errors.ts'
import type { UserId } from '../shared/ids.ts'
import type { PortalState } from '../shared/portal.ts'
import { type PortalContract, portalContract } from '../shared/portal-contract.ts'
import { isDirectoryAway } from '../shared/rules/directory/directory-faults.ts'
import { limitBelow } from '../shared/rules/lockout.ts'
import type { RoleName } from '../shared/rules/role-matrix.ts'
import { createAbout } from './about/about.ts'
import { readLicences } from './about/licences.ts'
import { createAccount } from './account/account.ts'
import { createMyAccount } from './account/my-account.ts'
import { createAudit } from './audit/audit.ts'
import { verifyCopy } from './audit/verify-copy.ts'
import { endWhatHasPassed } from './backup/after-restore.ts'
import { createBackup } from './backup/backup.ts'
import { contentsOf, createRestore, type OpenedBackup, type Settled } from './backup/restore.ts'
import { builtFolder } from './built-files.ts'
import { createClock } from './clock/clock.ts'
import { createTime } from './clock/time.ts'
import { createStoreCheck } from './db/check.ts'
import { type Database, openDatabase } from './db/database.ts'
import { lockFolder } from './db/folder-lock.ts'
import { createGroupCommit } from './db/group-commit.ts'
import { holdsOrganisation, makeUnfinished, placeRestored } from './db/restored.ts'
import { closeToOthers, inspectStore, makeFolder, storePaths } from './db/store-files.ts'
import { newestVersion, removeCopies } from './db/upgrade.ts'
import { createDeleted } from './deleted/deleted.ts'
import { createAdoption } from './directories/adoption.ts'
import { createConnectedDirectories } from './directories/directories.ts'
import { createBuiltInDirectory } from './directory/built-in.ts'
import { createDirectories } from './directory/directories.ts'
import type { Home } from './directory/directory.ts'
import { createIntents } from './directory/intents.ts'
import { faultOf, faultOfReading } from './directory/ldap/connect-fault.ts'
import { probe } from './directory/ldap/probe.ts'
import { openDirectory } from './directory/open-directory.ts'
import { createDoor } from './door/door.ts'
import type { DoorPort } from './door/door-port.ts'
import { createEvents } from './events/events.ts'
import { createRowsOfUser } from './events/rows-of-user.ts'
import { createGroups } from './groups/groups.ts'
import { createGroupUses, createReach } from './groups/reach.ts'
import { createHealth } from './health/health.ts'
import { createHome } from './home/home.ts'
import { createImports } from './imports/imports.ts'
import { createJobs } from './jobs/jobs.ts'
import { createLinks } from './links/links.ts'
import { createLog } from './log.ts'
import { createMail } from './mail/mail.ts'
import { createNotices } from './mail/notices.ts'
import type { SendOptions } from './mail/send.ts'
import { createSendInWorker, type SendInWorker } from './mail/send-in-worker.ts'
import { createMethods } from './methods/methods.ts'
import { createMethodsStore } from './methods/methods-store.ts'
import { createPasses } from './passes/passes.ts'
import { createHasher, maximumHashes } from './passwords/hash.ts'
import { createKnowers } from './passwords/knowers.ts'
import { createLiveRules } from './passwords/live-rules.ts'
import { createPasswords } from './passwords/passwords.ts'
import { createPasswordsStore } from './passwords/passwords-store.ts'
import { mustCover } from './passwords/targets.ts'
import { createMembership } from './people/membership.ts'
import { createPeopleIndex } from './people/people-index.ts'
import { createWatcher } from './people/watcher.ts'
import { createBreaches } from './policies/breaches.ts'
import { createPolicies } from './policies/policies.ts'
import { createStrength, guessedWords } from './policies/strength.ts'
import { createCertificates } from './portal/certificates.ts'
import { createLimits, mustVisit } from './portal/limits.ts'
import { confirmWithLimits, withLimits } from './portal/operation-limits.ts'
import { createPortal } from './portal/portal.ts'
import type { PortalPort } from './portal/portal-port.ts'
import { createPortalStatus } from './portal/portal-status.ts'
import { createPortalStore } from './portal/portal-store.ts'
import { createWakeWatch } from './portal/wake-watch.ts'
import { programVersion } from './program-version.ts'
import { createAsk } from './recovery/ask.ts'
import { createAttempts } from './recovery/attempts.ts'
import { createAttemptsStore } from './recovery/attempts-store.ts'
import { createDeskCodes } from './recovery/desk-codes.ts'
import { createEqualTime, usualFloor } from './recovery/equal-time.ts'
import { createHelp } from './recovery/help.ts'
import { createNotes } from './recovery/notes.ts'
import { createProofs } from './recovery/prove.ts'
import { createRecovery } from './recovery/recovery.ts'
import { createThrottles } from './recovery/throttles.ts'
import { createAnswers } from './registration/answers.ts'
import { createCapabilities } from './registration/capabilities.ts'
import { createContacts } from './registration/contacts.ts'
import { createDeadlines } from './registration/deadlines.ts'
import { createRegistered } from './registration/registered.ts'
import { createRegistration } from './registration/registration.ts'
import { createReport } from './registration/report.ts'
import { createRequests } from './requests/requests.ts'
import { createRoles } from './roles/roles.ts'
import { createApprovedOperations } from './rpc/approved-operations.ts'
import { createConfirmWhen, createPortalConfirmWhen } from './rpc/confirm-when.ts'
import type { ServeDeps } from './rpc/invoke.ts'
import { createRefusals } from './rpc/refusals.ts'
import { createCallAs } from './sessions/call-as.ts'
import { createFactor } from './sessions/factor.ts'
import { createLockouts } from './sessions/lockouts.ts'
import { createProve } from './sessions/prove.ts'
import { createSessions } from './sessions/sessions.ts'
import { createSettings } from './settings/settings.ts'
import { createValues } from './settings/values.ts'
import { createSms } from './sms/sms.ts'
import { createTicks } from './ticks.ts'
import { createTwoPerson } from './two-person/two-person.ts'
import { createTwoPersonSwitch } from './two-person/two-person-switch.ts'
import type { LookOptions } from './updates/update-manifest.ts'
import { createUpdates } from './updates/updates.ts'
import { mustReach, reaches } from './users/changes.ts'
import { csvText } from './users/export-file.ts'
import { createUsers } from './users/users.ts'
import { createBackupKeys } from './vault/backup-keys.ts'
import { type Keychain, systemKeychain } from './vault/keychain.ts'
import { createSecrets } from './vault/secrets.ts'
import { createVault, type Vault } from './vault/vault.ts'
import { createViews } from './views/views.ts'
import { createVouching } from './vouching/vouching.ts'

export type ServicesOptions = {
  readonly dataDir: string
  readonly door: DoorName
  readonly doorPort: DoorPort
  /** How this process opens the portal; none for those that don't. */
  readonly portalPort?: PortalPort
  readonly keychain?: Keychain
  /** When the keychain is asked, beside the main thread. Without it, it is asked at once, and everything waits for its answer. */
  readonly keychainAfter?: Promise<void>
  /** The machine's clock, milliseconds UTC. */
  readonly now?: () => number
  /** Milliseconds of a monotonic clock, from an arbitrary start. */
  readonly ticks?: () => number
  /** Called with an error when the database was removed or replaced, again once a copy could be saved, and when a check has found damage. */
  readonly onStoreFault?: (error: DomainError) => void
  /** The least time, in milliseconds, of an answer of self-service that could otherwise tell who exists. */
  readonly answerFloor?: number
  /** Timeouts for the mail server, and certificates to trust beside the system's. */
  readonly mail?: SendOptions
  /** The thread that sends mail, where it outlives these services; they start one of their own unless it is given. */
  readonly mailWorker?: SendInWorker
  /** The external directory and key of a user; null for users of the built-in directory. */
  readonly externalHomeOf?: (id: UserId) => Home | null
  /** Opens the directory behind a connection, if not with the product's own. */
  readonly openDirectory?: typeof openDirectory
  /** For how many milliseconds an external directory may still carry out a write whose answer was lost. */
  readonly settleAfter?: number
  /** How long a place for updates may take, and certificates to trust beside the system's. */
  readonly updates?: Partial<LookOptions>
  /** Milliseconds after the start until the store is looked through for the first time. */
  readonly checkAfter?: number
  /** Called once a backup is restored into the folder: these services must be closed, and new ones begin with it. Absent where none can begin. */
  readonly onRestored?: () => void
}
export type Services = Awaited<ReturnType<typeof createServices>>

/** From one commit of a job's intents to the next, in milliseconds: so many answers of a directory come meanwhile that they share a commit. */
const apartInJobs = 5
const minute = 60_000
const hour = 60 * minute
/** Started late, because the check would slow down the first page and the loading of the index. */
const usualCheckAfter = 10_000
/** A directory that has not carried out a write after this time, in milliseconds, will not do so any more. */
const usualSettleAfter = 60_000
/** How often it is checked that the store was not lost, in milliseconds, even without any call. */
const pollInterval = 2000
const steadyTicks = () => Math.floor(performance.now())

/**
 * Builds every service once, from top to bottom: no service depends on one that is built below it; where it must, the other way goes through
 * an event. Holds the data folder until `close`.
 */
export async function createServices(options: ServicesOptions) {
  const { dataDir, door, doorPort, portalPort = null, keychain = systemKeychain() } = options

  // ── foundations: store, time, log, vault and the values in force
  const { db: openStore, lock, isFolderOpen } = prepareFolder(dataDir, door)
  const time = createTime({ db: openStore, wall: options.now ?? Date.now, ticks: options.ticks ?? steadyTicks })
  const { now, monotonic, toClockTime, erasableUntil, reached, runTime } = time
  const db = time.withStoredTime(openStore)
  const { sql } = db
  const { bug } = createLog(dataDir)
  const events = createEvents(sql)
  const rowsOfUser = createRowsOfUser({ sql, events })
  const watcher = createWatcher(db)
  const audit = createAudit({ db, now })
  const limit = pLimit(maximumHashes)
  const vault = createVault({ db, audit, events, rowsOfUser, keychain, now, limit })
  const membership = createMembership({ sql, watcher })
  const { membersOf, stillMembersOf, isIn, isStillIn, isGrouped } = membership
  const { authenticator } = createMethodsStore(sql)
  const values = createValues(db, isStillIn, (id) => authenticator(id) !== null)
  const policies = () => values.policies()
  const organisation = () => values.settings().organisation
  const hasher = createHasher({ pepper: vault.pepper, limit })
  const secrets = createSecrets({ db, vault, rowsOfUser, events, now, monotonic, erasableUntil })
  const twoPerson = createTwoPerson({ sql, isOn: () => policies().signIn.twoPerson.isOn, now, erasableUntil, runTime })
  const knowers = createKnowers({ sql, events, rowsOfUser, now })

  const groupUses = createGroupUses()
  const connected = createConnectedDirectories({
    db,
    audit,
    vault,
    twoPerson,
    events,
    rowsOfUser,
    open: options.openDirectory ?? openDirectory,
    probe,
    faultOf,
    faultOfReading,
    usesOf: groupUses.of,
    holdersOf: membership.holdersOf,
    now,
  })

  // ── the people
  const reach = createReach({ sql, membership, uses: groupUses, directoryNames: connected.names })
  const deletedDays = () => policies().signIn.deletedDays
  const policy = values.expiration
  const index = createPeopleIndex({
    sql,
    watcher,
    policy: values.expiration,
    now,
    membersOf,
    directoryNames: connected.names,
  })
  const users = createUsers({
    db,
    index,
    audit,
    twoPerson,
    events,
    reach,
    policy,
    isGrouped,
    directories: connected,
    now,
  })
  const { stored, storedDeleted, idOf } = users
  const account = createAccount({ audit, users })
  const imports = createImports({ db, audit, events, reach, stored, reaches, now, monotonic })
  const deleted = createDeleted({
    db,
    audit,
    storedDeleted,
    idOf,
    reaches,
    mustReach,
    days: deletedDays,
    now,
    erasableUntil,
  })
  const groups = createGroups({
    db,
    audit,
    users,
    membership,
    rowsOfUser,
    uses: groupUses,
    reach,
    directoryNames: connected.names,
    now,
  })
  const views = createViews({
    db,
    audit,
    existing: {
      department: users.departments,
      group: groups.ids,
      directory: () => new Set([ownDirectory, ...connected.names().keys()]),
    },
  })

  // ── their directories and passwords
  const builtIn = createBuiltInDirectory({ db, hasher, stored, now })
  const { versionOf: credentialVersion, requireChangeNow } = builtIn
  const externalHomeOf = options.externalHomeOf ?? connected.homeOf
  const directories = createDirectories({
    builtIn,
    externalHomeOf,
    refresh: connected.refresh,
    project: connected.project,
    cantRequire: connected.cantRequire,
  })
  const intents = createIntents({ sql, vault, rowsOfUser, runTime })
  // A sign-in may be followed by those whose passwords are being checked, an intent by those of the same job.
  const signInCommit = createGroupCommit(db, () => limit.activeCount > 0)
  const intentCommit = createGroupCommit(db, () => true, apartInJobs)

  // ── signing in
  const nameOf = (id: number) => stored(id)?.username ?? ''
  const lastingDigest = (text: string) =>
    vault.isOpen() ? vault.digest('sign-in lockout', text).toString('base64url') : null
  const lockouts = createLockouts({
    db,
    audit,
    rowsOfUser,
    policy: values.lockout,
    limits: () => connected.locks().map(({ locks }) => limitBelow(locks)),
    isInDirectory: (id) => stored(id)?.isInDirectory === true,
    nameOf,
    now,
    erasableUntil,
    lastingDigest,
  })
  const { guardedBits, needsSecond } = twoPerson
  const vouching = createVouching({ stored, isIn, membersOf, guardedBits, needsSecond })
  const passes = createPasses({
    db,
    audit,
    values,
    hasher,
    stored,
    mustCover,
    twoPerson,
    vouching,
    events,
    rowsOfUser,
    now,
    erasableUntil,
  })
  const prove = createProve({
    db,
    audit,
    values,
    vault,
    directories,
    builtIn,
    stored,
    idOf,
    credentialVersion,
    lockouts,
    passes,
    now,
  })
  const methods = createMethods({
    db,
    audit,
    twoPerson,
    vault,
    values,
    requireChangeNow,
    stored,
    mustCover,
    events,
    rowsOfUser,
    now,
    monotonic,
  })
  const factor = createFactor({ db, audit, methods, lockouts })

  // ── methods of proof beside the password, and the mail and text messages that carry codes
  const worker = options.mailWorker ?? createSendInWorker(options.mail)
  const mail = createMail({ db, audit, twoPerson, vault, organisation, bug, now, erasableUntil, worker })
  const sms = createSms({ db, audit, twoPerson, mail, organisation, bug })
  const registered = createRegistered({ sql, watcher })
  const capabilities = createCapabilities({ users, values, registered, vouching, membersOf, stillMembersOf, mail, sms })
  const throttles = createThrottles({ sql, now, erasableUntil })
  const notes = createNotes({ audit, stored })
  const answers = createAnswers({ sql, hasher, events, rowsOfUser })
  const { languageOf } = values
  const contacts = createContacts({ sql, vault, mail, vouching, rowsOfUser, languageOf, now })
  const holdersOf = (wanted: readonly RoleName[]) => users.allHolders(wanted).flatMap((id) => stored(id) ?? [])
  const notices = createNotices({ mail, values, stored, holdersOf, isIn, contacts, events, now })
  const deadlines = createDeadlines({ sql, capabilities, factor: methods, mail, stored, events, rowsOfUser, now })
  const attempts = createAttemptsStore(sql)
  const runs = createAttempts({
    attempts,
    throttles,
    notes,
    events,
    rowsOfUser,
    vault,
    capabilities,
    vouching,
    factor: methods,
    stored,
    idOf,
    credentialVersion,
    languageOf,
    now,
  })
  const report = createReport({ db, audit, users, capabilities, csvText, now })
  const registration = createRegistration({
    db,
    audit,
    users,
    capabilities,
    answers,
    contacts,
    deadlines,
    notices,
    factor: methods,
    mail,
    runs,
    throttles,
    report,
    now,
  })
  const sessions = createSessions({
    db,
    groupCommit: signInCommit,
    audit,
    values,
    stored,
    prove,
    factor,
    mustCover,
    isIn,
    passes,
    knowers,
    vouching,
    deadlines,
    events,
    credentialVersion,
    now,
    monotonic,
    toClockTime,
  })
  const { actorOf } = sessions

  // ── what admins do to people
  const jobs = createJobs({ db, audit, vault, bug, actorOf, events, rowsOfUser, now })
  const requests = createRequests({
    db,
    audit,
    jobs,
    rowsOfUser,
    stored,
    actorOf,
    twoPerson,
    vault,
    knowers,
    now,
    reached,
    runTime,
    erasableUntil,
  })
  const breaches = createBreaches()
  const isBreached = async (password: string) =>
    (await breaches.check(password, values.protection(null).breachFile)).state === 'found'
  const liveRules = createLiveRules({ values, directories })
  const passwords = createPasswords({
    db,
    liveRules,
    audit,
    twoPerson,
    vault,
    secrets,
    groupCommit: intentCommit,
    directories,
    intents,
    store: createPasswordsStore(sql),
    credentialVersion,
    stored,
    knowers,
    values,
    lockouts,
    isBreached,
    settleAfter: options.settleAfter ?? usualSettleAfter,
    events,
    rowsOfUser,
    users,
    deleted,
    jobs,
    requests,
    csvText,
    prove,
    actorOf,
    now,
    erasableUntil,
  })
  const roles = createRoles({
    db,
    audit,
    twoPerson,
    users,
    groups,
    groupUses,
    events,
    rowsOfUser,
    vault,
    secrets,
    requireChangeNow,
    knowers,
    passwords,
    actorOf,
  })
  const adoption = createAdoption({
    db,
    audit,
    twoPerson,
    events,
    rowsOfUser,
    jobs,
    vault,
    secrets,
    lockouts,
    knowers,
    roles,
    stored,
    idOf,
    mustNotBeLast: users.mustNotBeLast,
    nameOfDirectory: connected.nameOf,
    days: deletedDays,
    now,
    erasableUntil,
  })
  const settings = createSettings({
    db,
    audit,
    twoPerson,
    values,
    vault,
    hasher,
    users,
    roles,
    sessions,
    now,
    putFirst: builtIn.putFirst,
    credentialVersion,
  })
  const strength = createStrength(guessedWords)
  const policiesService = createPolicies({
    db,
    audit,
    twoPersonSwitch: createTwoPersonSwitch({ db, values, twoPerson, requests }),
    values,
    users,
    deleted,
    groups,
    groupUses,
    lockouts,
    directories: connected,
    breaches,
    strength,
    methods,
    capabilities,
    mustCover,
    now,
  })
  const doorService = createDoor({ port: doorPort, passwords, values })

  // ── self-service: how people get a new password without an admin
  const help = createHelp({ sql, vault, requests: requests.help, events, now, erasableUntil })
  const { transaction } = db
  const recovery = createRecovery({
    db,
    liveRules,
    audit,
    values,
    attempts,
    runs,
    throttles,
    notes,
    notices,
    help,
    stored,
    lockouts,
    directories: connected,
    prove: createProofs({
      transaction,
      attempts,
      runs,
      throttles,
      answers,
      capabilities,
      vouching,
      factor: methods,
      vault,
      notes,
    }),
    ask: createAsk({
      transaction,
      attempts,
      runs,
      throttles,
      answers,
      capabilities,
      values,
      vault,
      mail,
      sms,
      notes,
    }),
    createDeskCode: createDeskCodes({
      db,
      audit,
      vault,
      values,
      knowers,
      stored,
      mustCover,
      twoPerson,
      attempts,
      help,
      now,
    }),
    inEqualTime: createEqualTime(options.answerFloor ?? usualFloor),
    setPassword: passwords.setPassword,
    now,
  })

  // ── the border: checks of each call, logged refusals, and requests that wait for a second admin
  const refusals = createRefusals()
  const refused: ServeDeps['refused'] = (action, error, call) => {
    if (!refusals.isWritten(action, error, call)) return
    db.transaction(() => audit.append({ action, result: 'failure', reason: error.code }, call))
  }
  const done: ServeDeps['done'] = (action, call) => {
    if (action === 'Confirm own password.') refusals.confirmed(call)
  }
  const { callOf } = sessions
  const { hold } = requests
  const { mustBeInPlace } = db

  // ── the portal, which gets the person's own operations and none of the admin's
  const portalStore = createPortalStore(sql)
  const limitDigest = (text: string) => vault.digest('portal limits', text).toString('base64url')
  const limits = createLimits({ db, store: portalStore, audit, now, erasableUntil, idOf, digest: limitDigest })
  const certificates = createCertificates({ db, store: portalStore, vault, audit, organisation, now, reached })
  const portalStatus = createPortalStatus({
    store: portalStore,
    certificates,
    now,
    begins: portalPort === null ? { kind: 'elsewhere' } : { kind: 'off' },
  })
  const links = createLinks({
    db,
    audit,
    twoPerson,
    vault,
    mail,
    users,
    contacts,
    vouching,
    runs,
    rowsOfUser,
    events,
    credentialVersion,
    mustCover,
    languageOf,
    portalStatus,
    now,
    erasableUntil,
  })
  const myAccount = createMyAccount({
    sessions,
    passwords,
    account,
    values,
    liveRules,
    portalStatus,
    mustVisit,
  })
  const own = {
    myAccount,
    myRecovery: recovery,
    myRegistration: registration,
    myMethods: methods,
    myLinks: links.portal,
  }
  const portalServe: ServeDeps<PortalContract> = {
    contract: portalContract,
    slices: withLimits(own, limits),
    confirmWhen: confirmWithLimits(createPortalConfirmWhen({ users }), limits),
    callOf,
    bug,
    refused,
    done,
    hold,
    mustBeInPlace,
  }
  const portal = createPortal({
    db,
    store: portalStore,
    audit,
    twoPerson,
    vault,
    certificates,
    portalStatus,
    limits,
    port: portalPort,
    serve: portalServe,
    bug,
    now,
  })

  // ── timers
  const hasWindow = door === 'desktop' || door === 'browser'
  const tick = createTicks({ bug })
  /** Run each hour; the next password of the same person settles an earlier one, too. */
  const settle = async (): Promise<void> => {
    try {
      if (vault.isOpen()) await passwords.settle()
    } catch (error) {
      if (!isDirectoryAway(error)) throw error
    }
  }
  const endLapsed = async (): Promise<void> => {
    if (hasWindow && vault.isOpen()) await passwords.endLapsed()
  }
  const tidy = () =>
    tick([
      ['passwords on their way', settle],
      ['lapsed passwords in directories', endLapsed],
      ['lapsed passwords', () => void secrets.purgeLapsed()],
      ['deleted users', () => void deleted.eraseOld()],
      ['passwords put aside', adoption.tidy],
      ['locks', lockouts.tidy],
      ['recovery', recovery.tidy],
      ['passes', () => void passes.tidy()],
      ['links', links.tidy],
      ['mail', mail.tidy],
      ['requests', () => void requests.expire()],
      ['portal', portal.tidy],
    ])
  const clock = createClock({
    db,
    audit,
    time,
    deletedAt: deleted.oldAt,
    lapsedAt: secrets.lapsedAt,
    onRight: deleted.clockIsRight,
    tidy,
  })
  const check = createStoreCheck(storePaths(dataDir).store)
  const onDamage = (tables: readonly string[]) =>
    options.onStoreFault?.(new DomainError('STORE_PARTLY_DAMAGED', { tables }))
  // Only a later start proves that Keydesk works with the new store, so that the copy from before can go.
  const onSound = () => {
    if (!db.isUpgraded) removeCopies(dataDir, 0)
  }
  const health = createHealth({ look: check.run, onDamage, onSound })
  const about = createAbout({
    sql,
    dataDir,
    door,
    port: doorPort,
    version: programVersion,
    licences: () => readLicences(builtFolder),
    vault: vault.state,
    portal: () => stateWord(portalStatus.state()),
    damaged: () => health.known(),
    now,
  })
  const updates = createUpdates({ db, audit, twoPerson, version: programVersion, options: options.updates })

  // ── backups
  const keys = createBackupKeys({ limit })
  const backup = createBackup({
    db,
    dataDir,
    audit,
    twoPerson,
    vault,
    keys,
    restore: createRestore(restoreDeps({ dataDir, keychain, keys, wall: options.now ?? Date.now })),
    isSetUp: values.isSetUp,
    organisation,
    checkStore: (file) => createStoreCheck(file).run(),
    bug,
    now,
    reached,
    erasableUntil,
    onRestored: options.onRestored,
  })

  // ── what needs an admin today
  const home = createHome({
    db,
    audit,
    users,
    requests,
    report,
    directories: connected,
    mail,
    backup,
    vault,
    portalStatus,
  })

  // ── the operations that the admin's doors serve
  const slices = {
    settings,
    sessions,
    methods,
    account,
    home,
    users,
    imports,
    deleted,
    passwords,
    jobs,
    groups,
    views,
    roles,
    requests,
    mail,
    portal,
    links,
    policies: policiesService,
    vault,
    backup,
    clock,
    health,
    about,
    updates,
    audit,
    door: doorService,
    recovery,
    registration,
    passes,
    sms,
    directories: { ...connected, ...adoption },
  }
  const confirmWhen = createConfirmWhen({ users, imports, groups, reach, passwords, jobs, links, doorPort })
  const serve: ServeDeps = {
    contract: adminContract,
    slices,
    confirmWhen,
    callOf,
    bug,
    refused,
    done,
    hold,
    mustBeInPlace,
  }
  requests.runOperationsBy(createApprovedOperations(serve))

  if (hasWindow) tick([['mail', mail.start]])
  vault.onOpen(() => {
    if (!hasWindow) return
    tick([
      ['jobs', jobs.resumeAll],
      ['passwords on their way', settle],
      ['mail', mail.wake],
      ['portal', portal.start],
    ])
  })
  const { keychainAfter } = options
  if (keychainAfter === undefined) vault.openFromKeychain()
  const keychainAnswered = keychainAfter
    ? vault.openFromKeychainAfter(keychainAfter).catch((error) => void bug('keychain', error))
    : Promise.resolve()
  const purge = setInterval(tidy, hour)
  purge.unref()
  const watch = setInterval(watchStore(db, options.onStoreFault ?? (() => {})), pollInterval)
  watch.unref()
  const daily = hasWindow ? setInterval(health.run, 24 * hour) : undefined
  daily?.unref()
  const first = hasWindow ? setTimeout(health.run, options.checkAfter ?? usualCheckAfter) : undefined
  first?.unref()
  const { requestsWaiting } = doorPort
  const look = requestsWaiting && requests.waitingFor(requestsWaiting, sessions.atDesk)
  const looking = look && setInterval(() => tick([['waiting requests', look]]), 5000)
  looking?.unref()
  const wakes = createWakeWatch(options.now ?? Date.now, {
    onWake: () => tick([['portal after sleep', portal.wake]]),
    after: () => tick([['portal after sleep', portal.retry]]),
  })
  const watchSleep = hasWindow ? setInterval(wakes.look, wakes.interval) : undefined
  watchSleep?.unref()
  const lookAtDirectories = hasWindow && setInterval(() => tick([['directories', connected.lookAtAll]]), minute)
  if (lookAtDirectories) lookAtDirectories.unref()
  const backupsDue = hasWindow ? setInterval(() => tick([['backup', backup.makeDue]]), minute) : undefined
  backupsDue?.unref()
  tick([['disconnecting', connected.goOn]])
  tidy()

  return {
    ...slices,
    slices,
    twoPerson,
    serve,
    portalServe,
    bug,
    /** What each table does with its rows about somebody who is deleted. */
    rowsOfUser: rowsOfUser.ends(),
    /** True if other users of the machine can read the data folder, and Keydesk can't change that. */
    isFolderOpen,
    /** Resolves when the keychain has opened the vault or has said why not. */
    keychainAnswered,
    /** The work that is done at the start and once an hour. Never throws. */
    tidy,
    /** Loads everybody into memory, in small steps. */
    warm: async (): Promise<void> => {
      await users.warm()
      await values.prepareTerms()
      await registered.warm()
    },
    callAs: createCallAs({ prove, sessions, factor, values, door }),
    close: async (): Promise<void> => {
      clearInterval(purge)
      clearInterval(watch)
      clearInterval(daily)
      clearTimeout(first)
      clearInterval(watchSleep)
      clearInterval(backupsDue)
      await backup.close()
      await check.stop()
      clearInterval(looking)
      clearInterval(lookAtDirectories || undefined)
      await portal.close()
      await jobs.close()
      await passwords.settled()
      await connected.close()
      await mail.close()
      await doorPort.close()
      await breaches.close()
      strength.close()
      await audit.close()
      vault.close()
      time.close()
      db.close()
      lock.release()
    },
  }
}

/** The state of the portal without its address. */
function stateWord(state: PortalState): string {
  return state.kind === 'failed' ? `failed, ${state.fault}` : state.kind
}

/** Checks again and again whether the store is still where it was, and reports each new fault once. */
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

type RestoreParts = {
  readonly dataDir: string
  readonly keychain: Keychain
  readonly keys: ReturnType<typeof createBackupKeys>
  /** The machine's clock, milliseconds UTC. */
  readonly wall: () => number
}

/** What restoring needs of the other slices. */
function restoreDeps({ dataDir, keychain, keys, wall }: RestoreParts): Parameters<typeof createRestore>[0] {
  return {
    dataDir,
    keys,
    newestVersion: newestVersion(),
    checkStore: (file) => createStoreCheck(file).run(),
    verifyLog: verifyCopy,
    settle: (folder, opened, door) => settleRestored(folder, opened, door, { keychain, wall }),
  }
}

/**
 * Makes a restored store this machine's own, all in one transaction: it is brought to the newest version, what has passed since ends, its
 * vault gets this machine's keychain, and the log says so.
 */
function settleRestored(
  folder: string,
  { sealed, manifest }: OpenedBackup,
  door: DoorName,
  { keychain, wall: now }: Pick<RestoreParts, 'keychain' | 'wall'>,
): Settled {
  const db = openDatabase(folder)
  try {
    const { sql } = db
    const events = createEvents(sql)
    const rowsOfUser = createRowsOfUser({ sql, events })
    const audit = createAudit({ db, now })
    const vault = createVault({ db, audit, events, rowsOfUser, keychain, now, limit: (work) => work() })
    const { organisation, madeAt } = sealed.header
    try {
      db.transaction(() => {
        endWhatHasPassed(sql, now())
        const detail = { organisation, madeAt: new Date(madeAt).toISOString(), entries: String(manifest.entries) }
        audit.append({ action: 'Restore backup.', detail }, { actor: null, door })
        if (!vault.settleHere(Buffer.from(manifest.masterKey, 'base64')))
          throw new DomainError('BACKUP_UNREADABLE', { fault: 'storeDamaged' })
      })
      return { vaultOpensWith: vault.needsAdminSlots() ? withoutKeychain(vault) : 'keychain' }
    } finally {
      vault.close()
    }
  } finally {
    db.close()
  }
}

const withoutKeychain = ({ hasOtherSlot }: Pick<Vault, 'hasOtherSlot'>) =>
  hasOtherSlot(0) ? ('passwordOfGlobalAdmin' as const) : ('recoveryKey' as const)

export type RestoreOptions = Pick<ServicesOptions, 'dataDir' | 'door' | 'keychain' | 'now'> & {
  readonly file: string
  /** The recovery key or the passphrase. */
  readonly key: string
}

/**
 * Restores a backup into a folder that holds no organisation, without any service: all of it, or nothing. Answers what it brought back.
 * Throws FOLDER_HOLDS_STORE, and what opening a backup throws.
 */
export async function restoreBackup(options: RestoreOptions) {
  const { dataDir, door, file, key, keychain = systemKeychain(), now: wall = Date.now } = options
  const { store } = storePaths(dataDir)
  const limit = pLimit(maximumHashes)
  const restore = createRestore(restoreDeps({ dataDir, keychain, keys: createBackupKeys({ limit }), wall }))
  if (inspectStore(dataDir) === 'used' && holdsOrganisation(store))
    throw new DomainError('FOLDER_HOLDS_STORE', { folder: dataDir })
  // Opened before the folder is made, so that a wrong file or key leaves nothing behind.
  const opened = await restore.open(file, key)
  makeFolder(dataDir)
  const isFolderOpen = !closeToOthers(dataDir)
  const lock = lockFolder(dataDir, door)
  try {
    if (holdsOrganisation(store)) throw new DomainError('FOLDER_HOLDS_STORE', { folder: dataDir })
    const { vaultOpensWith, isLogIntact } = await restore.stage(opened, makeUnfinished(dataDir), door)
    placeRestored(dataDir)
    return { ...contentsOf(opened), isFolderOpen, vaultOpensWith, isLogIntact }
  } finally {
    lock.release()
  }
}

/**
 * Prepares the folder and opens the store. The whole folder is looked at before anything in it is touched, and the store is opened only with
 * the lock.
 */
function prepareFolder(dataDir: string, door: DoorName) {
  inspectStore(dataDir)
  makeFolder(dataDir)
  const isFolderOpen = !closeToOthers(dataDir)
  const lock = lockFolder(dataDir, door)
  try {
    placeRestored(dataDir)
    return { db: openDatabase(dataDir, { lock }), lock, isFolderOpen }
  } catch (error) {
    lock.release()
    throw error
  }
}
