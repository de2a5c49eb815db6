// Runs the vault on the real keychain of this session: sets up, restarts, loses the key, recovers. Started by keychain.test.ts.

import Sqlite from 'better-sqlite3'
import { plainDoor } from '../../electron/door/door-port.ts'
import type { Call } from '../../electron/rpc/call.ts'
import { createServices } from '../../electron/services.ts'
import { systemKeychain } from '../../electron/vault/keychain.ts'
import { signedIn } from './signed-in.ts'

const nobody: Call = { actor: null, door: 'browser', token: null, isLocked: false, isConfirmed: false }
const dataDir = process.argv[2] ?? ''
const keychain = systemKeychain()
const open = () => createServices({ dataDir, door: 'browser', doorPort: plainDoor(() => 'en'), keychain })
const say = (what: string, value: unknown) => process.stdout.write(`${what}: ${JSON.stringify(value)}\n`)
const password = 'Blue-Harbour-42-lamp'

const first = await open()
const set = {
  organisation: 'Ring',
  displayName: 'Owner',
  username: 'owner@nordwind.test',
  password,
  language: 'en',
} as const
const { recoveryKey, token } = await first.settings.createOrganisation(set, nobody)
const call = first.serve.callOf(token, 'browser', false)
const { slots } = await first.vault.slots({}, signedIn(call))
say(
  'slots',
  slots.map((slot) => slot.kind),
)
const sql = new Sqlite(`${dataDir}/keydesk.db`, { readonly: true })
const account = sql.prepare('SELECT vault_id FROM vault').pluck().get() as string
sql.close()
say('bytes in the keychain', keychain.read(account)?.length)
say('read beside the main thread', (await keychain.readLater(account))?.length)
await first.close()

const second = await open()
say('after a restart', second.vault.state())
await second.close()

keychain.remove(account)
const third = await open()
say('after the keychain lost it', [third.vault.state(), third.vault.needs()])
await third.vault.openWithRecoveryKey({ recoveryKey }, nobody)
await third.close()

const fourth = await open()
say('after the recovery key', fourth.vault.state())
await fourth.close()
keychain.remove(account)
