// The same kills and faults as in `npm test`, many more of them.
process.env.KEYDESK_KILLS ??= '100'
process.env.KEYDESK_WIRE_FAULTS ??= '500'
await import('../electron/directory/kill.test.ts')
await import('../electron/directories/kill.test.ts')
await import('../electron/directories/look-kill.test.ts')
await import('../electron/directories/wire-faults.test.ts')

export {}
