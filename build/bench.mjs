import { build, runOnNode24, setUp } from './setup.mjs'

const cwd = process.env.INIT_CWD ?? process.cwd()
setUp()
// Measures the built programs, because people run those and not the sources.
if (await build('main')) process.env.KEYDESK_BUILT = '1'
process.exitCode = await runOnNode24('test/bench/bench.ts', process.argv.slice(2), { cwd })
