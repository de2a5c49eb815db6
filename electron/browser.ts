import './require-node-24.ts'
import './compiled-code.ts'

// Loaded only now, so that its compiled code is looked for where it is kept.
const { main } = await import('./browser-door.ts')
process.exitCode = await main(process.argv.slice(2))
