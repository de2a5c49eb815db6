// The command line as a user whom this machine does not know, and so without a home. Started as root by store-files.test.ts.
import { runCommandLine } from '../../electron/command-line/program.ts'

process.setuid?.(54321)
process.exitCode = await runCommandLine(['users', 'list'])
