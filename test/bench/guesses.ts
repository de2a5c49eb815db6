import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runFile, testEnvironment } from '../support/build-script.ts'
import type { Guessed } from '../support/guessing.ts'
import { type BenchRow, benchRow } from './bench-row.ts'

/** How often in the worst 24 hours a stranger with one address or a thousand may guess what opens one account. */
export async function guessRows(): Promise<readonly BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keydesk-guesses-'))
  const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
  const run = await runFile('test/bench/guesses-in-service.ts', [dataDir], { env })
  rmSync(dataDir, { recursive: true, force: true })
  if (run.status !== 0) throw new Error(run.err)
  return (JSON.parse(run.out) as readonly Guessed[]).map(({ what, addresses, perDay, odds }) =>
    benchRow({
      what: `guesses a day: ${what}`,
      at: `${addresses} ${addresses === 1 ? 'address' : 'addresses'}`,
      unit: '',
      value: perDay,
      note: odds === null ? 'of whatever people choose' : `found within a day: ${(perDay * odds).toExponential(1)}`,
    }),
  )
}
