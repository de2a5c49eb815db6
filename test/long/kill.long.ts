// The same kills as in `npm test`, many more of them.
process.env.KEYDESK_KILLS ??= '400'
await import('../electron/kill.test.ts')

export {}
