import { handOver, isBuilt, setUp } from './setup.mjs'

// npm moves to the project's folder; file names on the command line count from where the person stands.
const cwd = process.env.INIT_CWD ?? process.cwd()
setUp()
// What is built starts twice as fast; what is not is no reason to wait.
process.exitCode = await handOver(isBuilt('main') ? 'dist/main/cli.js' : 'electron/cli.ts', process.argv.slice(2), {
  cwd,
})
