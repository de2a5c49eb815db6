import type { SystemFacts } from '../../shared/about.ts'
import type { CrashRecord, LogLine } from '../log.ts'

export type ReportFacts = {
  /** Milliseconds UTC. */
  readonly at: number
  readonly version: string
  readonly door: string
  /** Those of the system; null where it names none. */
  readonly language: string | null
  readonly region: string | null
  readonly system: SystemFacts
  readonly storeVersion: number
  readonly storeMadeBy: string
  readonly storeBytes: number
  /** Null where the system does not say. */
  readonly freeBytes: number | null
  readonly vault: string
  readonly portal: string
  readonly damaged: readonly string[]
  readonly rows: readonly (readonly [table: string, count: number])[]
  readonly crash: CrashRecord | null
  /** The last lines of the log, oldest first. */
  readonly lines: readonly LogLine[]
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`
const framesOf = (frames: readonly string[]) => frames.map((frame) => `    ${frame}`)

function lineOf({ at, id, where, name, code, frames, causes }: LogLine): readonly string[] {
  return [
    `${at} ${id} ${where}: ${[name, code].filter(Boolean).join(' ')}`,
    ...framesOf(frames),
    ...causes.flatMap((cause) => [
      `  because of ${[cause.name, cause.code].filter(Boolean).join(' ')}`,
      ...framesOf(cause.frames),
    ]),
  ]
}

/**
 * The report for somebody who helps, in English, so that it can be given to anybody: versions, kinds and numbers. It holds no name of a person,
 * of the organisation or of this machine, no address, no path above the program, and no message of an error.
 */
export function reportText(facts: ReportFacts): string {
  const { system } = facts
  const own = [
    `Keydesk ${facts.version}, ${facts.door} door`,
    `Made ${new Date(facts.at).toISOString()}`,
    '',
    `System: ${system.platform} ${system.release}, ${system.architecture}`,
    `Machine: ${system.processors} processors, ${system.memoryInMegabytes} MB of memory`,
    `Runtime: Node ${system.node}${system.electron === null ? '' : `, Electron ${system.electron}`}, SQLite ${system.sqlite}`,
    `Language: ${facts.language ?? 'unknown'}, region ${facts.region ?? 'unknown'}`,
    '',
    `Store: version ${facts.storeVersion}, made by Keydesk ${facts.storeMadeBy === '' ? 'unknown' : facts.storeMadeBy}`,
    `Size: ${megabytes(facts.storeBytes)}, free on the disk: ${facts.freeBytes === null ? 'unknown' : megabytes(facts.freeBytes)}`,
    `Damaged tables: ${facts.damaged.length === 0 ? 'none found' : facts.damaged.join(', ')}`,
    `Vault: ${facts.vault}`,
    `Portal: ${facts.portal}`,
    '',
    'Rows in each table:',
    ...facts.rows.map(([table, count]) => `  ${table} ${count}`),
    '',
    'Last crash:',
    ...(facts.crash === null
      ? ['  none']
      : [`  Keydesk ${facts.crash.version}`, ...lineOf(facts.crash).map((text) => `  ${text}`)]),
    '',
    `Last ${facts.lines.length} entries of the log:`,
    ...facts.lines.flatMap(lineOf).map((text) => `  ${text}`),
  ]
  return `${own.join('\n')}\n`
}
