import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ended, loadScript, startFile, testEnvironment } from '../support/build-script.ts'
import { fillAudit, lastEntry } from '../support/long-log.ts'
import type { BackupTimes } from './backup-in-service.ts'
import { type BenchRow, benchRow, median, spread } from './bench-row.ts'
import type { PeopleOf } from './imported-people.ts'

const people = 100_000
const entries = 1_000_000
const at = '100,000 people, 1,000,000 entries'

/** A backup of a large office and its restoring, against SQLite's own backup and one pass of AES-GCM over the same bytes. */
export async function backupRows(peopleOf: PeopleOf): Promise<readonly BenchRow[]> {
  const { dataDir } = await peopleOf(people)
  if (lastEntry(dataDir) < entries) fillAudit(dataDir, entries)
  const scratch = mkdtempSync(join(tmpdir(), 'keydesk-bench-backup-'))
  try {
    const env = { ...testEnvironment(), NODE_NO_WARNINGS: '1' }
    const { heapFlags } = await loadScript<{ heapFlags: readonly string[] }>('setup.mjs')
    const child = startFile('test/bench/backup-in-service.ts', [dataDir, scratch], env, heapFlags)
    const run = await ended(child, '')
    if (run.status !== 0) throw new Error(run.err)
    return rowsOf(JSON.parse(run.out) as BackupTimes)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function rowsOf({ pairs, bytes }: BackupTimes): readonly BenchRow[] {
  const bareOf = ({ bare }: BackupTimes['pairs'][number]) => bare.copy + bare.cipher
  const seconds = (values: readonly number[]) => (median(values) / 1000).toFixed(1)
  const made = pairs.map((pair) => pair.backup.took / bareOf(pair))
  const restored = pairs.map((pair) => (pair.restore.took + pair.start) / pair.backup.took)
  const blocked = (of: 'backup' | 'restore') => Math.max(...pairs.map((pair) => pair[of].blocked))
  const own = (of: 'backup' | 'restore') => Math.max(...pairs.map((pair) => pair[of].own))
  return [
    benchRow({
      what: 'backup, verified, times SQLite’s own backup and one pass of AES-GCM',
      at,
      limit: 2,
      unit: 'times bare',
      value: median(made),
      ...spread(made),
      note: `${seconds(pairs.map((pair) => pair.backup.took))} s; bare ${seconds(pairs.map(bareOf))} s, ${seconds(pairs.map(({ bare }) => bare.cipher))} s of it AES-GCM; ${Math.round(bytes / 2 ** 20)} MB`,
    }),
    benchRow({
      what: 'main thread blocked during a backup',
      at,
      limit: 50,
      unit: 'ms',
      value: blocked('backup'),
      note: `own work at most ${own('backup').toFixed(0)} ms`,
    }),
    benchRow({
      what: 'restore until the services are there, times the backup',
      at,
      limit: 2,
      unit: 'times backup',
      value: median(restored),
      ...spread(restored),
      note: `${seconds(pairs.map((pair) => pair.restore.took))} s and ${seconds(pairs.map((pair) => pair.start))} s of start; main thread blocked ${blocked('restore').toFixed(0)} ms, own work at most ${own('restore').toFixed(0)} ms`,
    }),
  ]
}
