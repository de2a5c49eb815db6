import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isOutdatedBackup } from '../../shared/rules/backup-schedule.ts'
import type { BackupKeys } from '../vault/backup-keys.ts'
import { openManifest, readHeader, type SealedFile } from './sealed-file.ts'

export type OldBackupsDeps = {
  readonly folder: string
  readonly masterKey: Buffer
  readonly vaultId: string
  readonly keys: Pick<BackupKeys, 'openByMaster'>
  readonly keepDays: number
  /** Up to which time a backup may be outdated: never later than the time that has certainly come, because a removed file is gone. */
  readonly now: number
  /** Fails on purpose in tests. */
  readonly remove?: (file: string) => void
}

const finished = /^keydesk-.*\.keydesk-backup$/
/** What a killed process leaves of a backup that it was writing. */
const unfinished = /^keydesk-.*\.keydesk-backup\.[0-9a-f]{8}\.part$/
const day = 86_400_000

/**
 * Removes this organisation's own scheduled backups that are older than they are kept, and parts that nobody goes on writing; answers the names.
 * A file counts as own only if this vault's key opens what it says of itself, so that nobody else's file is ever removed.
 */
export async function removeOldBackups(deps: OldBackupsDeps): Promise<readonly string[]> {
  const removed: string[] = []
  for (const name of readdirSync(deps.folder)) {
    await nextTurn()
    const file = join(deps.folder, name)
    if (mayGo(name, file, deps) && isRemoved(file, deps.remove ?? rmSync)) removed.push(name)
  }
  return removed
}

/** A file that another program has open stays until the next time. */
function isRemoved(file: string, remove: (file: string) => void): boolean {
  try {
    remove(file)
    return true
  } catch {
    return false
  }
}

function mayGo(name: string, file: string, deps: OldBackupsDeps): boolean {
  const isPart = unfinished.test(name)
  if (!isPart && !finished.test(name)) return false
  try {
    const found = lstatSync(file)
    if (!found.isFile()) return false
    const sealed = readHeader(file, !isPart)
    if (!isOwn(sealed, deps)) return false
    const { isScheduled, madeAt } = sealed.header
    return isPart ? deps.now - madeAt > day : isScheduled && isOutdatedBackup(madeAt, deps.keepDays, deps.now)
  } catch {
    // What can't be read is not known to be ours.
    return false
  }
}

function isOwn(sealed: SealedFile, { masterKey, vaultId, keys }: OldBackupsDeps): boolean {
  if (sealed.header.vaultId !== vaultId) return false
  const fileKey = keys.openByMaster(masterKey, Buffer.from(sealed.header.slots.master, 'base64'), vaultId)
  return fileKey !== null && openManifest(sealed, fileKey) !== null
}
