import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Keychain, keychainFaultOf } from '../../../electron/vault/keychain.ts'
import type { KeychainFault } from '../../../shared/errors.ts'
import { runFile } from '../../support/build-script.ts'
import { memoryKeychain, nobody, ownerName, ownerPassword, setUp, testServices } from '../../support/test-services.ts'

const reading = (read: Keychain['read']): Keychain => ({ ...memoryKeychain(), read })
const throwing = (words: string) =>
  reading(() => {
    throw new Error(words)
  })
const keychains: Readonly<Record<Exclude<KeychainFault, 'waiting'>, Keychain>> = {
  gone: reading(() => null),
  // In the words of the keyring library.
  denied: throwing("Couldn't access platform storage: Secret Service: object locked"),
  unreachable: throwing('Platform failure: No DBus session or Secret Service provider found'),
  otherKey: reading(() => randomBytes(32)),
}
const owner = { username: ownerName, password: ownerPassword }

it.each([
  ['darwin', 'Platform failure: Brugernavnet eller adgangskoden er forkert', 'denied'],
  ['darwin', "Couldn't access platform storage: Nøgleringen findes ikke", 'unreachable'],
  ['linux', "Couldn't access platform storage: Secret Service: unlock prompt was dismissed", 'denied'],
  ['linux', 'Platform failure: No DBus session or Secret Service provider found', 'unreachable'],
  ['win32', "Couldn't access platform storage: no logon session", 'unreachable'],
  ['win32', 'Platform failure: Windows error', 'unreachable'],
] as const)('on %s the keychain’s “%s” means that it is %s', (platform, message, expected) => {
  expect(keychainFaultOf(new Error(message), platform)).toBe(expected)
})

describe('a keychain that asks the person first', () => {
  /** Services over a store that is set up, with a keychain that answers when the test says so. */
  async function asked() {
    const keychain = memoryKeychain()
    const { dataDir, recoveryKey, close } = await setUp({ keychain })
    await close()
    let answer = (_: Uint8Array | null) => {}
    const answered = new Promise<Uint8Array | null>((resolve) => {
      answer = resolve
    })
    const asking = { ...keychain, readLater: () => answered }
    const shown = Promise.withResolvers<void>()
    const { services } = await testServices({ dataDir, keychain: asking, keychainAfter: shown.promise })
    const key = [...keychain.secrets.values()][0] ?? null
    return { services, recoveryKey, show: shown.resolve, answer, key }
  }

  it('is asked once the window is there, and opens the vault when the person allows it', async () => {
    const { services, show, answer, key } = await asked()
    expect(services.settings.status({}, nobody)).toMatchObject({ vault: 'locked', keychain: 'waiting' })
    await expect(services.sessions.signIn(owner, nobody)).rejects.toMatchObject({ data: { reason: 'waiting' } })
    show()
    answer(key)
    await services.keychainAnswered
    expect(services.settings.status({}, nobody)).toMatchObject({ vault: 'open', keychain: null })
  })

  it('says what is the matter once it has answered', async () => {
    const { services, show, answer } = await asked()
    show()
    answer(null)
    await services.keychainAnswered
    expect(services.settings.status({}, nobody)).toMatchObject({ vault: 'locked', keychain: 'gone' })
  })

  it('changes nothing if the recovery key was typed meanwhile, or Keydesk was closed', async () => {
    const { services, show, answer, recoveryKey } = await asked()
    show()
    await services.vault.openWithRecoveryKey({ recoveryKey }, nobody)
    answer(null)
    await services.keychainAnswered
    expect(services.settings.status({}, nobody)).toMatchObject({ vault: 'open', keychain: null })
    const second = await asked()
    second.show()
    await second.services.close()
    second.answer(second.key)
    await second.services.keychainAnswered
    expect(second.services.vault.isOpen()).toBe(false)
  })
})

it.each(Object.entries(keychains))(
  'a keychain whose key is %s is reported as that fault, and no right password is called wrong',
  async (reason, keychain) => {
    const { dataDir, recoveryKey, close } = await setUp()
    await close()
    const { services } = await testServices({ dataDir, keychain })
    expect(services.settings.status({}, nobody)).toMatchObject({ vaultNeeds: 'recoveryKey', keychain: reason })
    for (let at = 0; at < 12; at += 1)
      await expect(services.sessions.signIn(owner, nobody)).rejects.toMatchObject({
        code: 'KEYCHAIN_FAILED',
        data: { reason },
      })
    await services.vault.openWithRecoveryKey({ recoveryKey }, nobody)
    expect(services.settings.status({}, nobody)).toMatchObject({ vaultNeeds: 'nothing', keychain: null })
    // Nothing was counted while no password could be checked.
    expect((await services.sessions.signIn(owner, nobody)).session.username).toBe(ownerName)
  },
)

it('the command line takes the recovery key from standard input, before the password', async () => {
  const { dataDir, recoveryKey, close } = await setUp()
  await close()
  const list = (args: readonly string[], input: string) =>
    runFile('electron/cli.ts', ['--data-dir', dataDir, ...args, 'users', 'list', '--json', '--password-stdin'], {
      input,
    })
  const without = await list([], `${ownerPassword}\n`)
  expect(without).toMatchObject({ status: 4, out: '', err: expect.stringContaining('Nothing is lost') })
  expect(without.err).toContain('--recovery-key')
  const wrong = await list(['--recovery-key'], `0000-${recoveryKey.slice(5)}\n${ownerPassword}\n`)
  expect(wrong).toMatchObject({ status: 4, err: expect.stringContaining('not the right one') })
  const right = await list(['--recovery-key'], `${recoveryKey}\n${ownerPassword}\n`)
  expect(right.status, right.err).toBe(0)
  expect(JSON.parse(right.out)).toMatchObject({ total: 1 })
  expect(right.out + right.err).not.toContain(recoveryKey)
})
