import { registerHooks } from 'node:module'

// Loaded before a Keydesk that a test starts: no test ever writes to the keychain of the person who runs it.
const refusing = 'throw new Error("No keychain in tests")'
const stand = `data:text/javascript,export function Entry() { ${refusing} } export function AsyncEntry() { ${refusing} }`
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@napi-rs/keyring' ? { url: stand, shortCircuit: true } : next(specifier, context),
})
