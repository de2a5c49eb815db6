import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditVerdict, DoorName } from '../../shared/audit.ts'
import type { BackupContents } from '../../shared/backup.ts'
import { DomainError } from '../../shared/errors.ts'
import { syncFolder } from '../db/restored.ts'
import { asStoreError } from '../db/store-errors.ts'
import { storePaths } from '../db/store-files.ts'
import type { BackupKeys } from '../vault/backup-keys.ts'
import { openBackupThread } from './backup-thread.ts'
import { type BackupManifest, openManifest, readHeader, type SealedFile } from './sealed-file.ts'

export type RestoreDeps = {
  readonly dataDir: string
  readonly keys: BackupKeys
  /** The version of a store that this Keydesk makes. */
  readonly newestVersion: number
  /** The names of damaged tables of a store; null where it could not be checked. */
  readonly checkStore: (file: string) => Promise<readonly string[] | null>
  readonly verifyLog: (file: string) => Promise<AuditVerdict>
  /** Makes a restored store this machine's own: its version, its keychain, and what must not go on from then. */
  readonly settle: (folder: string, opened: OpenedBackup, door: DoorName) => Settled
}
/** What opens the restored vault at the next start; the recovery key always does. */
export type Settled = { readonly vaultOpensWith: 'keychain' | 'passwordOfGlobalAdmin' | 'recoveryKey' }
export type Staged = Settled & { readonly isLogIntact: boolean }
/** A backup whose key was given. */
export type OpenedBackup = {
  readonly file: string
  readonly sealed: SealedFile
  readonly fileKey: Buffer
  readonly manifest: BackupManifest
}
export type Restore = ReturnType<typeof createRestore>

/** Opens backups and brings them into a data folder that holds no organisation. */
export function createRestore(deps: RestoreDeps) {
  const { keys } = deps

  async function fileKeyOf({ header }: SealedFile, typed: string): Promise<Buffer | null> {
    const { vaultId, slots } = header
    const master = keys.masterByRecoveryKey(typed, bytesOf(slots.recovery))
    const found = master && keys.openByMaster(master, Buffer.from(slots.master, 'base64'), vaultId)
    if (found !== null || slots.passphrase === null) return found
    return keys.openByPassphrase(typed, bytesOf(slots.passphrase), vaultId)
  }

  /** Opens the sealed facts of a file with its recovery key or passphrase. Throws BACKUP_UNREADABLE, BACKUP_NEWER or BACKUP_KEY_WRONG. */
  async function open(file: string, typed: string): Promise<OpenedBackup> {
    const sealed = readHeader(file)
    const { storeVersion, organisation, madeAt } = sealed.header
    if (storeVersion > deps.newestVersion)
      throw new DomainError('BACKUP_NEWER', { needed: storeVersion, known: deps.newestVersion })
    const fileKey = await fileKeyOf(sealed, typed)
    if (fileKey === null) throw new DomainError('BACKUP_KEY_WRONG', { organisation, madeAt })
    const manifest = openManifest(sealed, fileKey)
    if (manifest === null) throw new DomainError('BACKUP_UNREADABLE', { fault: 'damaged' })
    return { file, sealed, fileKey, manifest }
  }

  /**
   * Brings an opened backup into the data folder as a whole store that only has to take its place at the next start. Nothing of it counts
   * before the last step, which is one renaming. Only with the folder's lock. `mustStill` throws what speaks against that step by then.
   */
  async function stage(
    opened: OpenedBackup,
    unfinished: string,
    door: DoorName,
    mustStill: () => void = () => {},
  ): Promise<Staged> {
    const folder = join(unfinished, 'restored')
    const { restored } = storePaths(deps.dataDir)
    const thread = openBackupThread()
    try {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { mode: 0o700 })
      const { store } = storePaths(folder)
      const { file, fileKey: key, sealed } = opened
      await thread.ask({ kind: 'open', file, key, digest: sealed.digest, to: store })
      const isLogIntact = await lookThrough(store, opened)
      mustStill()
      const { vaultOpensWith } = deps.settle(folder, opened, door)
      renameSync(store, restored)
      syncFolder(deps.dataDir)
      return { vaultOpensWith, isLogIntact }
    } catch (error) {
      throw asStoreError(error)
    } finally {
      await thread.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }

  /**
   * What has opened was sealed so; that the database holds together is another question. Answers whether the audit log is whole: one that was
   * not when the backup was made keeps nothing else back.
   */
  async function lookThrough(store: string, { manifest }: OpenedBackup): Promise<boolean> {
    const [damaged, verdict] = await Promise.all([deps.checkStore(store), deps.verifyLog(store)])
    if (damaged === null || damaged.length > 0) throw new DomainError('BACKUP_UNREADABLE', { fault: 'storeDamaged' })
    return verdict.isIntact && verdict.entries === manifest.entries
  }

  return { open, stage }
}

/** What somebody is told before anything is restored. */
export function contentsOf({ sealed, manifest }: OpenedBackup): BackupContents {
  const { organisation, madeAt } = sealed.header
  const { people, entries, lastEntryAt } = manifest
  return { organisation, madeAt, users: people, entries, lastEntryAt }
}

function bytesOf({ salt, sealed }: { readonly salt: string; readonly sealed: string }) {
  return { salt: Buffer.from(salt, 'base64'), sealed: Buffer.from(sealed, 'base64') }
}
