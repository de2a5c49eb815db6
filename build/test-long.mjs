import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installOnDebian } from './chromium.mjs'
import { longTable } from './long-table.mjs'
import { build, fail, node24, root, run, setUp } from './setup.mjs'

// `npm run test:long -- PART…` runs the files of test/long whose names hold PART.
const { KEYDESK_DATA_DIR, ...env } = process.env
const given = env.KEYDESK_SEED
if (given !== undefined && !/^\d{1,10}$/.test(given)) fail('KEYDESK_SEED is a whole number, as a run printed it.', 2)
env.KEYDESK_SEED = given ?? String(randomInt(2 ** 31))
env.KEYDESK_TALLY = join(root, 'test-results', 'long.jsonl')
env.NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/compiled')

setUp()
installOnDebian(['gcc', 'libc6-dev', 'mount'])
mkdirSync(join(root, 'test-results'), { recursive: true })
rmSync(env.KEYDESK_TALLY, { force: true })
process.stdout.write(`Seed ${env.KEYDESK_SEED}. To repeat it: KEYDESK_SEED=${env.KEYDESK_SEED} npm run test:long\n`)
if (!(await build('renderer'))) fail('The screens could not be built; Vite says why above.')
const reporters = ['default', './build/skipped-reporter.mjs'].map((name) => `--reporter=${name}`)
const vitest = join('node_modules', 'vitest/vitest.mjs')
const args = ['run', '--config', 'test/long/vitest.config.ts', ...reporters, ...process.argv.slice(2)]
const status = await run(node24(), [vitest, ...args], { env })
const lines = existsSync(env.KEYDESK_TALLY) ? readFileSync(env.KEYDESK_TALLY, 'utf8').split('\n').filter(Boolean) : []
const { text, isClean } = longTable(lines.map((line) => JSON.parse(line)))
process.stdout.write(`\n${text}Seed ${env.KEYDESK_SEED}.\n`)
process.exitCode = status === 0 && isClean ? 0 : 1
