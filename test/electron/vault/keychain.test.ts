import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { systemKeychain } from '../../../electron/vault/keychain.ts'
import { runProgram, tryProgram } from '../../support/build-script.ts'
import { temporaryFolder } from '../../support/test-services.ts'

const child = fileURLToPath(new URL('../../support/keychain-child.ts', import.meta.url))
const ring = 'echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$0" "$@"'

function has(command: string): boolean {
  return tryProgram('which', [command]).status === 0
}

describe('the system’s keychain', () => {
  it('holds the master key of a real vault in a real Secret Service, through a restart and a loss', ({ skip }) => {
    if (process.platform !== 'linux' || !has('dbus-run-session') || !has('gnome-keyring-daemon')) {
      skip('needs gnome-keyring and dbus of Debian')
    }
    const args = ['--', 'bash', '-c', ring, process.execPath, child, temporaryFolder()]
    const env = { ...process.env, HOME: temporaryFolder(), XDG_RUNTIME_DIR: temporaryFolder() }
    const output = runProgram('dbus-run-session', args, env)
    expect(output.trim().split('\n')).toEqual([
      'slots: ["keychain","recovery"]',
      'bytes in the keychain: 32',
      'read beside the main thread: 32',
      'after a restart: "open"',
      'after the keychain lost it: ["locked","recoveryKey"]',
      'after the recovery key: "open"',
    ])
  })

  it('throws where no Secret Service can be reached, instead of keeping the key in memory that a restart empties', ({
    skip,
  }) => {
    if (process.platform !== 'linux') skip('other systems always have a keychain')
    const script = `import('${new URL('../../../electron/vault/keychain.ts', import.meta.url).href}').then(({ systemKeychain }) => systemKeychain().write('x', new Uint8Array(32)))`
    const env = { PATH: process.env.PATH, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }
    const { status, stderr } = tryProgram(process.execPath, ['--input-type=module', '-e', script], { env })
    expect(status).not.toBe(0)
    expect(stderr).toMatch(/DBus|D-Bus|storage/i)
    expect(systemKeychain).toBeTypeOf('function')
  })
})
