// The same kills and flipped bits as in `npm test`, more of them.
process.env.KEYDESK_BACKUP_KILLS ??= '50'
process.env.KEYDESK_BACKUP_FLIPS ??= '200'
await import('../electron/backup/kill.test.ts')
await import('../electron/backup/backup.test.ts')

export {}
