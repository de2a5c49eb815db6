import { handOver, setUp } from './setup.mjs'

// npm moves to the project's folder; file names on the command line count from where the person stands.
const cwd = process.env.INIT_CWD ?? process.cwd()
setUp()
process.exitCode = await handOver('electron/cli.ts', process.argv.slice(2), { cwd })
