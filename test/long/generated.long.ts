// The same passwords as in `npm test`, more of them.
process.env.KEYDESK_GENERATED ??= '30'
await import('../electron/directory/generated.test.ts')

export {}
