import { build, handOver, setUp } from './setup.mjs'

const cwd = process.env.INIT_CWD ?? process.cwd()
setUp()
// Measured is what people run.
if (await build('main')) process.env.KEYDESK_BUILT = '1'
process.exitCode = await handOver('test/bench/bench.ts', process.argv.slice(2), { cwd })
