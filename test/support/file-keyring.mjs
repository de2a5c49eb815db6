import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'

// Loaded before a Keydesk that a test starts and kills again and again: its vault opens at the start, with a key in a folder of the test's. The
// product never keeps a key in a file.
const here = import.meta.url
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@napi-rs/keyring' ? { url: `${here}?entry`, shortCircuit: true } : next(specifier, context),
})

export function Entry(_service, account) {
  const file = join(process.env.KEYDESK_TEST_KEYS, `${account}.key`)
  return {
    getSecret: () => (existsSync(file) ? [...readFileSync(file)] : null),
    setSecret: (secret) => writeFileSync(file, Buffer.from(secret)),
    deleteCredential: () => rmSync(file, { force: true }),
  }
}

export function AsyncEntry(service, account) {
  const entry = Entry(service, account)
  return { getSecret: async () => entry.getSecret() }
}
