import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { type DoorPort, plainDoor } from '../../electron/door/door-port.ts'
import type { SendOptions } from '../../electron/mail/send.ts'
import { createSendInWorker, type SendInWorker } from '../../electron/mail/send-in-worker.ts'
import type { PortalPort } from '../../electron/portal/portal-port.ts'
import type { Call, SignedInCall } from '../../electron/rpc/call.ts'
import { createServices, type Services, type ServicesOptions } from '../../electron/services.ts'
import type { Keychain } from '../../electron/vault/keychain.ts'
import type { DoorName } from '../../shared/audit.ts'
import type { UserId } from '../../shared/ids.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { memoryKeychain, noKeychain } from './keychains.ts'
import { organisation, ownerName, ownerPassword, usualNow } from './prepared-organisation.ts'
import { signedIn } from './signed-in.ts'
import { type Clock, rememberClock, ticksOf } from './test-clocks.ts'
import { withoutApproval } from './without-approval.ts'

export { memoryKeychain, noKeychain, ownerName, ownerPassword }

export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** When this run began by the machine's clock, by which certificates are verified. */
export function machineTime(): number {
  return Math.max(...inject('organisations').map(({ at }) => at))
}

export const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }

export type TestOptions = {
  /** One that keeps, unless the test is about what else a machine may have. */
  readonly keychain?: Keychain
  readonly keychainAfter?: Promise<void>
  readonly door?: DoorName
  readonly dataDir?: string
  readonly clock?: Clock
  readonly mail?: SendOptions
  readonly portalPort?: PortalPort
  /** A door with a window, where the test is about it. */
  readonly doorPort?: DoorPort
  /** Milliseconds; 0 unless the test is about how long answers take. */
  readonly answerFloor?: number
  readonly checkAfter?: number
  readonly updates?: ServicesOptions['updates']
  /** The external directories of users. */
  readonly externalHomeOf?: ServicesOptions['externalHomeOf']
  readonly openDirectory?: ServicesOptions['openDirectory']
  readonly settleAfter?: number
}

/** The real composition on a temporary store with a real vault. Set up with one owner unless told otherwise. */
export async function testServices(options: TestOptions = {}) {
  const dataDir = options.dataDir ?? temporaryFolder()
  const clock = options.clock ?? { now: usualNow }
  rememberClock(dataDir, clock)
  const keychain = options.keychain ?? memoryKeychain()
  let services: Services | null = await open(dataDir, { ...options, keychain }, clock)
  onTestFinished(async () => {
    await services?.close()
    services = null
  })
  return {
    dataDir,
    clock,
    services,
    /** Ends these services and starts new ones on the same folder, as a restart of the program does. */
    restart: async (): Promise<Services> => {
      await services?.close()
      services = await open(dataDir, { ...options, keychain }, clock)
      return services
    },
    close: async () => {
      await services?.close()
      services = null
    },
  }
}

const mailWorkers = new Map<string, SendInWorker>()

/** One thread for all services of a process that send mail in the same way, because starting one takes longer than most tests. */
function sharedMailWorker(options: SendOptions = {}): SendInWorker {
  const key = JSON.stringify(options)
  const worker = mailWorkers.get(key) ?? createSendInWorker(options)
  mailWorkers.set(key, worker)
  return { send: worker.send, sendNothing: worker.sendNothing, close: async () => {} }
}

function open(dataDir: string, options: TestOptions & { keychain: Keychain }, clock: Clock): Promise<Services> {
  return createServices({
    dataDir,
    door: options.door ?? 'browser',
    doorPort: options.doorPort ?? plainDoor(() => 'en'),
    ...(options.portalPort && { portalPort: options.portalPort }),
    keychain: options.keychain,
    ...(options.keychainAfter && { keychainAfter: options.keychainAfter }),
    now: () => clock.now,
    ticks: ticksOf(clock),
    answerFloor: options.answerFloor ?? 0,
    mailWorker: sharedMailWorker(options.mail),
    checkAfter: options.checkAfter,
    ...(options.updates && { updates: options.updates }),
    ...(options.externalHomeOf && { externalHomeOf: options.externalHomeOf }),
    ...(options.openDirectory && { openDirectory: options.openDirectory }),
    ...(options.settleAfter !== undefined && { settleAfter: options.settleAfter }),
  })
}

/** An organisation with its first global admin, signed in. A copy of a prepared one, unless the folder or the keychain is a test's own. */
export async function setUp(options: TestOptions = {}) {
  const now = options.clock?.now ?? usualNow
  const prepared = inject('organisations').find(({ at }) => at === now)
  if (prepared === undefined || options.dataDir !== undefined || options.keychain !== undefined)
    return setUpAnew(options)
  const dataDir = temporaryFolder()
  cpSync(prepared.dataDir, dataDir, { recursive: true })
  const test = await testServices({ ...options, dataDir, keychain: memoryKeychain(prepared.secrets) })
  const { recoveryKey, ownerId, version } = prepared
  const { token, session } = test.services.sessions.start(ownerId, version, nobody)
  return { ...test, recoveryKey, token, session, ownerId, owner: confirmed(test.services, token) }
}

async function setUpAnew(options: TestOptions) {
  const test = await testServices(options)
  const { recoveryKey, token, session } = await test.services.settings.createOrganisation(organisation, nobody)
  return { ...test, recoveryKey, token, session, ownerId: session.userId, owner: confirmed(test.services, token) }
}

/** The call of a session with its own password just confirmed. */
export function confirmed(services: Services, token: string): SignedInCall {
  return signedIn({ ...services.serve.callOf(token, 'browser', false), isConfirmed: true })
}

/** Of one length, so that names sort as people were added: files that share a process go on counting. */
let number = 10_000

/** Adds a made-up person, with roles if wanted. */
export async function addPerson(
  services: Services,
  owner: SignedInCall,
  more: { name?: string; roles?: readonly RoleName[] } = {},
) {
  number += 1
  const username = `${more.name ?? 'person'}${number}@nordwind.test`
  const { id } = await services.users.add(
    { username, displayName: `Person ${number}`, contact: {}, language: null },
    owner,
  )
  if (more.roles) await services.roles.set({ userId: id, roles: more.roles }, owner)
  return { id: id as UserId, username }
}

/** Resets somebody and reads the new temporary password. */
export async function resetAndRead(
  services: Services,
  owner: SignedInCall,
  userId: UserId,
  mustChange = true,
): Promise<string> {
  const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
  const { secretId } = withoutApproval(await services.passwords.reset({ userId, choice, mustChange }, owner))
  const { passwords } = await services.passwords.reveal({ secretIds: [secretId] }, owner)
  return passwords[0]?.password ?? ''
}

/** A person with a password of their own, signed in. */
export async function signedInPerson(services: Services, owner: SignedInCall, roles: readonly RoleName[] = []) {
  const person = await addPerson(services, owner, { roles })
  const temporary = await resetAndRead(services, owner, person.id)
  const { token } = await services.sessions.signIn({ username: person.username, password: temporary }, nobody)
  const password = `Quiet-River-${person.id}-stone`
  await services.passwords.changeForced(
    { newPassword: password },
    signedIn(services.serve.callOf(token, 'browser', false)),
  )
  const call = () => services.serve.callOf(token, 'browser', false)
  return { ...person, token, password, call: () => signedIn(call()), isSignedIn: () => call().actor !== null }
}
