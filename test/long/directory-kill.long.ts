// The same kills as in `npm test`, many more of them.
process.env.KEYDESK_KILLS ??= '100'
await import('../electron/directory/kill.test.ts')
await import('../electron/directories/look-kill.test.ts')

export {}
