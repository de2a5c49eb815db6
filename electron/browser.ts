import './require-node-24.ts'
import './compiled-code.ts'

// Loaded only now, after the compile cache has been set up.
const { main } = await import('./browser-door.ts')
process.exitCode = await main(process.argv.slice(2))
