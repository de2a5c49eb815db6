import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ended, loadScript, startFile, testEnvironment } from '../support/build-script.ts'
import { fillAudit } from '../support/long-log.ts'
import type { AuditTimes } from './audit-in-service.ts'
import { type BenchRow, benchRow, median, spread } from './bench-row.ts'
import { startDoor } from './running-door.ts'
import { startRowOf } from './start.ts'

const entries = 1_000_000
const at = '1,000,000 entries'

/** The audit log of a large office after years. */
export async function auditRows(): Promise<readonly BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keydesk-bench-audit-'))
  try {
    const door = await startDoor(dataDir)
    await door.create()
    await door.stop()
    fillAudit(dataDir, entries)
    const start = await startRowOf(dataDir, at)
    const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
    const { heapFlags } = await loadScript<{ heapFlags: readonly string[] }>('setup.mjs')
    const flags = [...heapFlags, '--expose-gc']
    const run = await ended(startFile('test/bench/audit-in-service.ts', [dataDir], env, flags), '')
    if (run.status !== 0) throw new Error(run.err)
    return [...rowsOf(JSON.parse(run.out) as AuditTimes), start]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function rowsOf({ verify, export: exported, pages, memory }: AuditTimes): readonly BenchRow[] {
  const ratio = (what: string, limit: number, pairs: AuditTimes['verify'], bare: string) => {
    const ratios = pairs.map((pair) => pair.product / pair.bare)
    const seconds = (of: 'product' | 'bare') => (median(pairs.map((pair) => pair[of])) / 1000).toFixed(1)
    const note = `${seconds('product')} s, ${bare} ${seconds('bare')} s`
    return benchRow({ what, at, limit, unit: 'times bare', value: median(ratios), ...spread(ratios), note })
  }
  const all = [...verify, ...exported]
  const [blocked, own] = [Math.max(...all.map((pair) => pair.blocked)), Math.max(...all.map((pair) => pair.own))]
  const { p50, p95, max, slowest } = pages
  const [early, late] = [memory.at(0), memory.at(-1)]
  return [
    ratio('verify the audit log', 1.5, verify, 'a bare chain of SHA-256 over the same bytes'),
    ratio('export the audit log', 2, exported, 'the same rows read and written'),
    benchRow({
      what: 'main thread blocked meanwhile',
      at,
      limit: 50,
      unit: 'ms',
      value: blocked,
      note: `own work at most ${own.toFixed(0)} ms`,
    }),
    benchRow({
      what: 'memory of an export, growth from 100,000 entries to 1,000,000',
      at,
      limit: 5,
      unit: 'MB',
      value: (late?.resident ?? Number.NaN) - (early?.resident ?? Number.NaN),
      note: memory
        .map(
          (held) =>
            `${held.entries}: heap ${held.heap.toFixed(1)}, resident ${held.resident.toFixed(0)}, at most ${held.highest.toFixed(0)}`,
        )
        .join('; '),
    }),
    benchRow({
      what: 'one page of the audit log, any filter, p95',
      at,
      limit: 50,
      unit: 'ms',
      value: p95,
      median: p50,
      max,
      note: `slowest ${slowest}`,
    }),
  ]
}
