import './require-node-24.ts'
import './compiled-code.ts'

// Loaded only now, after the compile cache has been set up.
const { runCommandLine } = await import('./command-line/program.ts')
process.exitCode = await runCommandLine(process.argv.slice(2))
