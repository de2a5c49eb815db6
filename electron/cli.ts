import './require-node-24.ts'
import './compiled-code.ts'

// Loaded only now, so that its compiled code is looked for where it is kept.
const { runCommandLine } = await import('./command-line/program.ts')
process.exitCode = await runCommandLine(process.argv.slice(2))
