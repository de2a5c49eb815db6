import { DomainError, isDomainError } from '../../shared/errors.ts'
import { isPermitted } from '../../shared/rules/role-matrix.ts'
import { endWithWords, watchCrashes } from '../crashes.ts'
import { dataFolder } from '../data-folder.ts'
import { isFolderThere } from '../db/store-files.ts'
import { type DoorPort, plainDoor } from '../door/door-port.ts'
import { folderWarnings } from '../folder-warnings.ts'
import { createLog } from '../log.ts'
import type { Call } from '../rpc/call.ts'
import { type Caller, createCaller } from '../rpc/caller.ts'
import { createServices, type Services } from '../services.ts'
import { clockWarning } from './clock-commands.ts'
import { isUsageError, usageError } from './complaint.ts'
import { createOutput, type Output } from './output.ts'
import { readCode, readSecret } from './secret-input.ts'
import { systemLanguage, words } from './words.ts'

/** The options that every command has. */
export type Options = {
  readonly dataDir?: string
  readonly as?: string
  readonly passwordStdin?: boolean
  /** Ask for the recovery key first, where the keychain does not open the vault. */
  readonly recoveryKey?: boolean
  readonly json?: boolean
}

/** What a command works with: the services of one data folder, and the contract as the acting admin may use it. */
export type Desk = { readonly services: Services; readonly caller: Caller; readonly output: Output }

/** Locks the data folder while a command works, and releases it even after an error. */
export async function withServices<T>(folder: string, work: (services: Services) => Promise<T>): Promise<T> {
  const doorPort = plainDoor(systemLanguage)
  const log = createLog(folder)
  const end = endWithWords(log, 'commandLine', (logId) =>
    createOutput(false).say(words().t('errors.INTERNAL', { logId })),
  )
  const stopWatching = watchCrashes(log, end)
  try {
    return await withOpenServices(folder, doorPort, work)
  } finally {
    stopWatching()
  }
}

async function withOpenServices<T>(
  folder: string,
  doorPort: DoorPort,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const services = await createServices({ dataDir: folder, door: 'commandLine', doorPort })
  try {
    for (const warning of folderWarnings({ folder, isFolderOpen: services.isFolderOpen, words: words() }))
      createOutput(false).say(warning)
    return await work(services)
  } catch (error) {
    if (isDomainError(error) || isUsageError(error)) throw error
    throw new DomainError('INTERNAL', { logId: services.bug('commandLine', error) })
  } finally {
    await services.close()
  }
}

/** Opens the data folder, lets the acting admin prove themselves, and runs a command as them. */
export async function withDesk<T>(options: Options, work: (desk: Desk) => Promise<T>): Promise<T> {
  const folder = dataFolder(options)
  if (!isFolderThere(folder)) throw new DomainError('NOT_SET_UP')
  return withServices(folder, async (services) => {
    if (!(await services.settings.status({}, nobody)).isSetUp) throw new DomainError('NOT_SET_UP')
    const username = options.as ?? onlyGlobalAdmin(services)
    const isFromInput = options.passwordStdin === true
    if (options.recoveryKey === true)
      await openVault(services, await readSecret(words().t('commandLine.recoveryKey'), isFromInput))
    const { vaultNeeds, keychain } = await services.settings.status({}, nobody)
    if (vaultNeeds === 'recoveryKey') throw new DomainError('KEYCHAIN_FAILED', { reason: keychain ?? 'gone' })
    if (vaultNeeds === 'globalAdmin' && !isGlobalAdmin(services, username)) throw new DomainError('VAULT_LOCKED')
    const password = await readSecret(words().t('commandLine.passwordOf', { username }), isFromInput)
    const call = await services.callAs(username, password, () => readCode(isFromInput))
    const caller = callerFor(services, call)
    const output = createOutput(options.json === true)
    const warning = isPermitted(call.actor, 'vault.manage') ? clockWarning(await caller.clock.state({})) : null
    if (warning !== null) output.say(warning)
    return work({ services, caller, output })
  })
}

/** Opens the vault with the recovery key, which also stores the key in the keychain where that is possible; does nothing if the vault is open. */
async function openVault({ vault }: Services, recoveryKey: string): Promise<void> {
  if (!vault.isOpen()) await vault.openWithRecoveryKey({ recoveryKey }, nobody)
}

/** Opens a new data folder, which has no admin yet. */
export async function withNewDesk<T>(options: Options, work: (desk: Desk) => Promise<T>): Promise<T> {
  const folder = dataFolder(options)
  return withServices(folder, (services) => {
    const caller = callerFor(services, nobody)
    return work({ services, caller, output: createOutput(options.json === true) })
  })
}

function callerFor(services: Services, call: Call): Caller {
  return createCaller(services.serve, () => call) as unknown as Caller
}

const nobody: Call = { actor: null, door: 'commandLine', token: null, isLocked: false, isConfirmed: false }

function isGlobalAdmin({ users }: Services, username: string): boolean {
  const id = users.idOf(username)
  return id !== null && users.enabledGlobalAdmins().includes(id)
}

function onlyGlobalAdmin({ users }: Services): string {
  const [first, ...others] = users.enabledGlobalAdmins()
  const admin = first === undefined || others.length > 0 ? null : users.stored(first)
  if (admin === null) throw usageError(words().t('commandLine.whoAreYou'))
  return admin.username
}
