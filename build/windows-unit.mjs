import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Runs the unit tests of one path and prints Vitest's report, because the folder that it is written into is one of Windows. Started on Windows
// by test-windows.mjs.

const folder = mkdtempSync(join(tmpdir(), 'keydesk-unit-'))
const report = join(folder, 'report.json')
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts']
const reporters = ['--reporter=json', `--outputFile.json=${report}`, '--reporter=./build/skipped-reporter.mjs']
const { status, stdout, stderr } = spawnSync(process.execPath, [...vitest, ...reporters, ...process.argv.slice(2)], {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
  maxBuffer: 100_000_000,
})
process.stderr.write(`${stdout}${stderr}`)
try {
  process.stdout.write(readFileSync(report, 'utf8'))
} catch {
  process.stderr.write('There is no report.\n')
}
rmSync(folder, { recursive: true, force: true })
process.exitCode = status ?? 1
