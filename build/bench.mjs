import { handOver, setUp } from './setup.mjs'

const cwd = process.env.INIT_CWD ?? process.cwd()
setUp()
process.exitCode = await handOver('test/bench/bench.ts', process.argv.slice(2), { cwd })
