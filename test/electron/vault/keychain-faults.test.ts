import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Keychain } from '../../../electron/vault/keychain.ts'
import type { KeychainFault } from '../../../shared/errors.ts'
import { runFile } from '../../support/build-script.ts'
import { memoryKeychain, nobody, ownerName, ownerPassword, setUp, testServices } from '../../support/test-services.ts'

const reading = (read: Keychain['read']): Keychain => ({ ...memoryKeychain(), read })
const throwing = (words: string) =>
  reading(() => {
    throw new Error(words)
  })
const keychains: Readonly<Record<KeychainFault, Keychain>> = {
  gone: reading(() => null),
  // In the words of the keyring library.
  denied: throwing("Couldn't access platform secure storage: the collection is locked"),
  unreachable: throwing('Platform secure storage failure: no D-Bus'),
  otherKey: reading(() => randomBytes(32)),
}
const owner = { username: ownerName, password: ownerPassword }

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
