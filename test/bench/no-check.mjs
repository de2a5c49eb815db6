import { registerHooks } from 'node:module'

// Loaded before a Keydesk whose start is timed without the look through its store.
const stand =
  'data:text/javascript,export const createStoreCheck = () => ({ run: async () => null, stop: async () => {} })'
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === './db/check.ts' ? { url: stand, shortCircuit: true } : next(specifier, context),
})
