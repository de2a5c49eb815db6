// The command line as a user whom this machine does not know, and so without a home. Started as root by store-files.test.ts.
process.setuid?.(54321)
const { runCommandLine } = await import('../../electron/command-line/program.ts')
process.exitCode = await runCommandLine(['users', 'list'])
