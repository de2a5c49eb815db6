import './require-node-24.ts'
import { main } from './browser-door.ts'

process.exitCode = await main(process.argv.slice(2))
