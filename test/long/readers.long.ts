// The same made-up and mangled files as in `npm test`, many more of them.
process.env.KEYDESK_READ_TIMES ??= '50'
await import('../electron/imports/readers.test.ts')

export {}
