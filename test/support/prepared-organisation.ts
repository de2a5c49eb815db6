import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { TestProject } from 'vitest/node'
import { storePaths } from '../../electron/db/store-files.ts'
import { plainDoor } from '../../electron/door/door-port.ts'
import { createServices } from '../../electron/services.ts'
import type { UserId } from '../../shared/ids.ts'
import { memoryKeychain } from './keychains.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly organisations: readonly PreparedOrganisation[]
  }
}

/** An organisation that the product made before the tests; whoever needs one works on a copy of its folder. */
export type PreparedOrganisation = {
  /** When it was made, in milliseconds since 1970. */
  readonly at: number
  readonly dataDir: string
  /** What its keychain keeps. */
  readonly secrets: readonly (readonly [string, Uint8Array])[]
  readonly recoveryKey: string
  readonly ownerId: UserId
  /** The version of the owner's password. */
  readonly version: string
}

/** When a test without a clock of its own takes place. */
export const usualNow = Date.UTC(2026, 10, 20, 12)

export const ownerName = 'owner@nordwind.test'
export const ownerPassword = 'Blue-Harbour-42-lamp'

export const organisation = {
  organisation: 'Nordwind',
  displayName: 'Olga Owner',
  username: ownerName,
  password: ownerPassword,
  language: 'en',
} as const

/**
 * Makes an organisation once for all tests of a run, because the hashes of its owner's password are slow on purpose: one at the usual time,
 * and one at the time of the machine, by which certificates are verified.
 */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-tests-'))
  provide('organisations', [await prepare(folder, usualNow), await prepare(folder, Date.now())])
  return () => rmSync(folder, { recursive: true, force: true })
}

async function prepare(folder: string, at: number): Promise<PreparedOrganisation> {
  const dataDir = join(folder, String(at))
  const keychain = memoryKeychain()
  const doorPort = plainDoor(() => 'en')
  const services = await createServices({
    ...{ dataDir, door: 'browser', doorPort, keychain, now: () => at, ticks: () => 0, answerFloor: 0 },
  })
  const nobody = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false } as const
  const { recoveryKey, session } = await services.settings.createOrganisation(organisation, nobody)
  await services.close()
  const sql = new Sqlite(storePaths(dataDir).store, { readonly: true })
  const version = sql.prepare('SELECT credential_version FROM users WHERE id = ?').pluck().get(session.userId) as string
  sql.close()
  return { at, dataDir, secrets: [...keychain.secrets], recoveryKey, ownerId: session.userId, version }
}
