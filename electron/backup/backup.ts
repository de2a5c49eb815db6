import { randomBytes } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type BackupFailure,
  type BackupSchedule,
  type BackupView,
  type backupContract,
  backupFailure,
  backupPieceBytes,
  type MadeBackup,
} from '../../shared/backup.ts'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import {
  daysWithoutBackup,
  isBackupOverdue,
  isLongPassphrase,
  minimumPassphrase,
  nextBackupAt,
} from '../../shared/rules/backup-schedule.ts'
import { settingFacts } from '../../shared/rules/two-person.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import { makeUnfinished } from '../db/restored.ts'
import { asStoreError } from '../db/store-errors.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { BackupKeys } from '../vault/backup-keys.ts'
import type { Vault } from '../vault/vault.ts'
import { asWriteFault, type BackupPlace, bringToDisk, choosePlace, mustBeFolder } from './backup-place.ts'
import { createBackupStore } from './backup-store.ts'
import { type BackupThread, type CopyFacts, openBackupThread } from './backup-thread.ts'
import { removeOldBackups } from './old-backups.ts'
import { contentsOf, type Restore } from './restore.ts'
import { type BackupHeader, openManifest, readHeader } from './sealed-file.ts'
import { createUpload } from './upload.ts'

export type BackupDeps = {
  readonly db: Database
  readonly dataDir: string
  readonly audit: Pick<Audit, 'append'>
  readonly twoPerson: Pick<TwoPerson, 'isOn' | 'mustHaveSecondAdmin'>
  readonly vault: Pick<Vault, 'forBackup' | 'isOpen'>
  readonly keys: BackupKeys
  readonly restore: Restore
  readonly isSetUp: () => boolean
  readonly organisation: () => string
  /** The names of damaged tables of a store; null where it could not be checked. */
  readonly checkStore: (file: string) => Promise<readonly string[] | null>
  readonly bug: (where: string, error: unknown) => string
  readonly now: () => number
  /** The time that has certainly come, also where the clock is behind it. */
  readonly reached: () => number
  /** The instant up to which files may be removed as outdated, even if the clock is wrong. */
  readonly erasableUntil: () => number
  /** Called after the answer to a restore: the process must begin anew with the restored store. Absent where nobody can restore. */
  readonly onRestored?: (() => void) | undefined
}

type Order = {
  readonly path: string
  readonly passphrase: string | null
  readonly isScheduled: boolean
  /** Runs before anything is written, and throws what speaks against the backup. */
  readonly begin: (place: BackupPlace) => void
}
/** Where a backup goes, and the parts of the vault that were there when it was judged. */
type Begun = { readonly place: BackupPlace; readonly vaultParts: ReturnType<Vault['forBackup']> }

const byKeydesk = { actor: null, door: 'keydesk' } as const
const hour = 3_600_000

/** Backups: made while everybody works on, at once or by a schedule, proved by opening them again; and restored before there is an organisation. */
export function createBackup(deps: BackupDeps) {
  const { db, vault, keys, now } = deps
  const store = createBackupStore(db.sql)
  const upload = createUpload(deps.dataDir)
  let running: BackupView['running'] = null
  let thread: BackupThread | null = null
  let isRestoring = false
  /** The scheduled backup that is being made, and older ones removed after it. */
  let due: Promise<void> | null = null
  /** When a scheduled backup that failed is tried again, milliseconds UTC. */
  let retryAt: number | null = null

  async function copyStore(copy: string): Promise<CopyFacts> {
    const copied = await (thread as BackupThread).ask({ kind: 'copy', store: db.sql.name, to: copy })
    if (copied.kind !== 'copied') throw new Error('The thread answered another question.')
    return copied.facts
  }

  /** Seals the copy and reads the written file back. */
  async function seal(at: number, copy: string, facts: CopyFacts, order: Order, { place, vaultParts }: Begun) {
    const { passphrase, isScheduled } = order
    const { vaultId, masterKey, recovery } = vaultParts
    try {
      const fileKey = randomBytes(32)
      const typed = passphrase === null ? null : await keys.sealByPassphrase(passphrase, fileKey, vaultId)
      const header: BackupHeader = {
        storeVersion: facts.storeVersion,
        organisation: deps.organisation(),
        vaultId,
        madeAt: at,
        isScheduled,
        bytes: facts.bytes,
        slots: {
          master: keys.sealByMaster(masterKey, fileKey, vaultId).toString('base64'),
          recovery: textOf(recovery),
          passphrase: typed && textOf(typed),
        },
      }
      const { people, entries, lastEntryAt } = facts
      const manifest = { people, entries, lastEntryAt, masterKey: masterKey.toString('base64') }
      const sealing = { from: copy, to: place.beside, key: fileKey, header, manifest }
      await (thread as BackupThread).ask({ kind: 'seal', sealing }, progress('seal', facts.bytes))
      await allEnded([bringToDisk(place.beside), mustReadBack(place, fileKey, facts.bytes)])
    } catch (error) {
      throw asWriteFault(error, place.file)
    }
  }

  /** The chain of the audit log is verified when it is restored: an entry that does not fit is no reason to have no backup. */
  async function mustBeSound(copy: string): Promise<void> {
    const damaged = await deps.checkStore(copy)
    if (damaged === null || damaged.length > 0) throw new DomainError('BACKUP_OF_DAMAGED')
  }

  function progress(step: NonNullable<BackupView['running']>['step'], total: number) {
    running = { step, done: 0 }
    return (bytes: number) => {
      running = { step, done: Math.min(1, bytes / total) }
    }
  }

  /** Reads the written file to its end, as a restore will. */
  async function mustReadBack({ beside, file }: BackupPlace, key: Buffer, bytes: number): Promise<void> {
    try {
      const written = readHeader(beside)
      if (openManifest(written, key) === null) throw new DomainError('BACKUP_UNREADABLE', { fault: 'damaged' })
      const { digest } = written
      await (thread as BackupThread).ask({ kind: 'check', file: beside, key, digest }, progress('check', bytes))
    } catch (error) {
      if (!isDomainError(error, 'BACKUP_UNREADABLE')) throw error
      const fault = error.data.fault === 'removed' ? 'removed' : 'changed'
      throw new DomainError('BACKUP_NOT_WRITTEN', { fault, path: file })
    }
  }

  /** Makes one backup; nothing stands under its name before the whole of it was read back. */
  async function write(order: Order): Promise<MadeBackup> {
    if (running !== null) throw new DomainError('BACKUP_RUNNING')
    if (!vault.isOpen()) throw new DomainError('VAULT_LOCKED')
    if (order.passphrase !== null && !isLongPassphrase(order.passphrase))
      throw new DomainError('PASSPHRASE_SHORT', { minimum: minimumPassphrase })
    const at = now()
    const place = choosePlace(order.path, deps.dataDir, deps.organisation(), at)
    order.begin(place)
    // In the same turn as what was judged, so that nobody makes another recovery key meanwhile that alone would open the file.
    const vaultParts = vault.forBackup()
    running = { step: 'copy', done: 0 }
    thread = openBackupThread()
    let unfinished = ''
    try {
      unfinished = makeUnfinished(deps.dataDir)
      const copy = join(unfinished, 'copy.db')
      const facts = await copyStore(copy)
      await allEnded([seal(at, copy, facts, order, { place, vaultParts }), mustBeSound(copy)])
      // In the thread, because a stick may take its time to bring a name to the disk.
      await thread.ask({ kind: 'name', place })
      const { size: bytes } = await stat(place.file)
      db.transaction(() => store.setLast(at, place.file, bytes))
      const { people: users, entries } = facts
      return { file: place.file, bytes, users, entries, madeAt: at }
    } catch (error) {
      throw asStoreError(error)
    } finally {
      vaultParts.masterKey.fill(0)
      await thread?.close()
      thread = null
      await removeQuietly(place.beside)
      if (unfinished !== '') await removeQuietly(unfinished)
      running = null
    }
  }

  const opensWith = (passphrase: string | null) => (passphrase === null ? 'recoveryKey' : 'passphrase')

  /** What is asked of a second admin, and what the audit log keeps: where it goes and what opens it, never the passphrase. */
  function make({ path, passphrase }: { path: string; passphrase: string | null }, call: Call): Promise<MadeBackup> {
    const begin = () =>
      db.transaction(() => {
        const { madeBy } = vault.forBackup()
        // One person alone could open the file and read every temporary password in it, an approver's among them.
        const isAlone = passphrase !== null || madeBy === null || madeBy === call.actor?.id
        const asked = { path, opensWith: opensWith(passphrase) }
        const detail = isAlone
          ? deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(asked) })
          : {}
        deps.audit.append({ action: 'Make backup.', detail: { ...asked, ...detail } }, call)
      })
    return write({ path, passphrase, isScheduled: false, begin })
  }

  function saveSchedule(next: BackupSchedule, call: Call): BackupView {
    const before = store.read().schedule
    if (next.every !== 'never') mustTakeBackups(next.folder)
    db.transaction(() => {
      const facts = settingFacts({ schedule: `${textOfSchedule(before)} → ${textOfSchedule(next)}` })
      const detail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts })
      // Without the rule one person alone has decided, whose schedule stands still once the rule is on.
      const agreed = deps.twoPerson.isOn() ? vault.forBackup().recovery.salt : null
      store.setSchedule(next, present(), agreed)
      const change = { schedule: `${textOfSchedule(before)} → ${textOfSchedule(next)}` }
      deps.audit.append({ action: 'Set backup schedule.', detail: { ...change, ...detail } }, call)
    })
    retryAt = null
    return view()
  }

  function mustTakeBackups(folder: string): void {
    mustBeFolder(folder)
    choosePlace(folder, deps.dataDir, deps.organisation(), now())
  }

  /** By which a schedule and the age of a backup go: a clock that is behind stops neither. */
  const present = () => Math.max(now(), deps.reached())

  /** What a clock that was ahead has dated counts as of now: else nothing would be made, and nobody warned, until that time comes. */
  function forgetFuture(): void {
    const at = present()
    if (store.hasLater(at)) db.transaction(() => store.notLaterThan(at))
    if (retryAt !== null) retryAt = Math.min(retryAt, at + hour)
  }

  function view(): BackupView {
    const { schedule, countedFrom, last, failure } = store.read()
    const at = present()
    const since = last?.at ?? store.beganAt() ?? at
    return {
      running,
      last,
      failure,
      schedule,
      nextAt: nextBackupAt(schedule, countedFrom),
      days: daysWithoutBackup(since, at),
      isOverdue: isBackupOverdue(schedule, since, at),
    }
  }

  /** Makes the scheduled backup when its time has come, or has passed while Keydesk was closed. Never throws what a person can mend. */
  function makeDue(): Promise<void> {
    due ??= makeIfDue().finally(() => {
      due = null
    })
    return due
  }

  async function makeIfDue(): Promise<void> {
    forgetFuture()
    const { schedule, countedFrom, agreedSalt } = store.read()
    const dueAt = retryAt ?? nextBackupAt(schedule, countedFrom)
    if (dueAt === null || dueAt > present() || running !== null || !vault.isOpen()) return
    retryAt = null
    const { folder: path } = schedule
    try {
      const { recovery } = vault.forBackup()
      // A new recovery key could have been made by one person alone, who then could open every file that follows.
      const isAgreed = agreedSalt !== null && Buffer.from(agreedSalt).equals(recovery.salt)
      if (deps.twoPerson.isOn() && !isAgreed) return noteFailure(new DomainError('SECOND_ADMIN_NEEDED'), path)
      mustTakeBackups(path)
      const begin = ({ file }: BackupPlace) =>
        db.transaction(() => {
          store.setCountedFrom(present())
          deps.audit.append({ action: 'Make backup.', detail: { path: file, opensWith: 'recoveryKey' } }, byKeydesk)
        })
      await write({ path, passphrase: null, isScheduled: true, begin })
    } catch (error) {
      noteFailure(error, path)
      if (failureOf(error) === 'other') deps.bug('backup', error)
      return
    }
    // The new backup is good, whatever happens to older ones.
    await removeOld(schedule).catch((error: unknown) => deps.bug('backup', error))
  }

  function noteFailure(error: unknown, path: string): void {
    const reason = failureOf(error)
    retryAt = present() + hour
    const before = store.read().failure
    db.transaction(() => {
      store.setFailure(now(), reason, path)
      // Tried again each hour, but written down once.
      if (before?.reason === reason && before.path === path) return
      const code = isDomainError(error) ? error.code : 'INTERNAL'
      deps.audit.append(
        { action: 'Make backup.', result: 'failure', reason: code, detail: { path, reason } },
        byKeydesk,
      )
    })
  }

  async function removeOld({ folder, keepDays }: BackupSchedule): Promise<void> {
    const { masterKey, vaultId } = vault.forBackup()
    const until = deps.erasableUntil()
    const removed = await removeOldBackups({ folder, keepDays, masterKey, vaultId, keys, now: until }).finally(() =>
      masterKey.fill(0),
    )
    if (removed.length === 0) return
    const detail = { folder, files: removed.join(', ').slice(0, 2000) }
    db.transaction(() => deps.audit.append({ action: 'Remove old backup.', detail }, byKeydesk))
  }

  function mustBeFirstRun(): void {
    if (deps.isSetUp() || deps.onRestored === undefined) throw new DomainError('ALREADY_SET_UP')
  }

  async function restore({ uploadId, key }: { uploadId: string; key: string }, call: Call) {
    mustBeFirstRun()
    if (isRestoring) throw new DomainError('BACKUP_RUNNING')
    isRestoring = true
    try {
      const { file, folder } = upload.whole(uploadId)
      const opened = await deps.restore.open(file, key)
      mustBeFirstRun()
      const { isLogIntact } = await deps.restore.stage(opened, folder, call.door, mustBeFirstRun)
      upload.drop()
      setImmediate(() => deps.onRestored?.())
      return { ...contentsOf(opened), isLogIntact }
    } finally {
      isRestoring = false
    }
  }

  const service: Implements<typeof backupContract> = {
    state: () => view(),
    make,
    saveSchedule,
    startUpload: ({ size }) => {
      mustBeFirstRun()
      if (isRestoring) throw new DomainError('BACKUP_RUNNING')
      return { uploadId: upload.start(size), pieceBytes: backupPieceBytes }
    },
    upload: ({ uploadId, index, bytes }) => {
      mustBeFirstRun()
      return { receivedBytes: upload.take(uploadId, index, Buffer.from(bytes, 'base64')) }
    },
    inspect: async ({ uploadId, key }) => {
      mustBeFirstRun()
      return contentsOf(await deps.restore.open(upload.whole(uploadId).file, key))
    },
    restore,
  }

  return {
    ...service,
    makeDue,
    close: async (): Promise<void> => {
      await thread?.close()
      // What is stopped here still writes down that it was.
      while (running !== null) await sleep(20)
      await due
      upload.drop()
    },
  }
}

function failureOf(error: unknown): BackupFailure {
  if (isDomainError(error, 'BACKUP_NOT_WRITTEN')) return error.data.fault
  if (isDomainError(error, 'BACKUP_OF_DAMAGED')) return 'storeDamaged'
  if (isDomainError(error, 'DISK_FULL')) return 'diskFull'
  if (isDomainError(error, 'SECOND_ADMIN_NEEDED')) return 'needsApproval'
  return backupFailure.enum.other
}

/** The schedule as the audit log and a second admin read it. */
function textOfSchedule({ every, weekday, hour: at, minute, folder, keepDays }: BackupSchedule): string {
  if (every === 'never') return 'never'
  const time = `${String(at).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const days = every === 'week' ? `week, ${weekday}` : 'day'
  return `${days}, ${time}, ${folder}, ${keepDays}`
}

function textOf({ salt, sealed }: { readonly salt: Uint8Array; readonly sealed: Uint8Array }) {
  return { salt: Buffer.from(salt).toString('base64'), sealed: Buffer.from(sealed).toString('base64') }
}

/** Throws the first failure, but only when all have ended, because a file that is still open can't be removed everywhere. */
async function allEnded(work: readonly Promise<unknown>[]): Promise<void> {
  for (const done of await Promise.allSettled(work)) if (done.status === 'rejected') throw done.reason
}

/** A leftover is worth nothing, and its disk may be gone. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => {})
}
