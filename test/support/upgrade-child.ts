// Brings a store to the newest version until it is killed. Started by upgrade.test.ts.
import { writeSync } from 'node:fs'
import { openDatabase } from '../../electron/db/database.ts'

const [dataDir = ''] = process.argv.slice(2)
writeSync(1, 'ready\n')
openDatabase(dataDir).close()
// Stays, so that it always ends by being killed.
setInterval(() => {}, 1000)
