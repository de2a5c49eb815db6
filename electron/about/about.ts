import { cpus, release, totalmem, type } from 'node:os'
import type { AboutView, aboutContract, CrashView, Licence, SystemFacts } from '../../shared/about.ts'
import { DomainError } from '../../shared/errors.ts'
import type { Sql } from '../db/database.ts'
import { bytesOf, freeBytes, programOf, upgradeCopies, versionOf } from '../db/upgrade.ts'
import type { DoorPort } from '../door/door-port.ts'
import { type CrashRecord, crashIsTold, lastCrash, lastLines, logFolder, makeLogFolder } from '../log.ts'
import type { Implements } from '../rpc/call.ts'
import { reportText } from './report-text.ts'

export type AboutDeps = {
  readonly sql: Sql
  readonly dataDir: string
  readonly door: string
  readonly port: DoorPort
  readonly version: string
  readonly licences: () => readonly Licence[]
  /** The states of other slices, in one word each. */
  readonly vault: () => string
  readonly portal: () => string
  readonly damaged: () => readonly string[]
  readonly now: () => number
}

/** How many entries of the log a report holds. */
const reportedLines = 50
const whats: Readonly<Record<string, CrashView['what']>> = { window: 'page', helper: 'helper', thread: 'helper' }

/** What this Keydesk is, where its files are, its last crash, and a report for somebody who helps. */
export function createAbout(deps: AboutDeps) {
  const { sql, dataDir, port, version } = deps
  let licences: readonly Licence[] | null = null
  /** The crash of which this process tells until somebody ends the notice. */
  let told: CrashRecord | null = null

  function view(): AboutView {
    licences ??= deps.licences()
    return {
      version,
      storeVersion: versionOf(sql),
      storeMadeBy: programOf(sql),
      dataFolder: dataDir,
      logFolder: logFolder(dataDir),
      canOpenFolders: port.openFolder !== undefined,
      copies: upgradeCopies(dataDir),
      system: systemFacts(sql),
      licences,
    }
  }

  function crash(): CrashView | null {
    const last = lastCrash(dataDir)
    if (last !== null && !last.isTold) {
      told = last
      crashIsTold(dataDir)
    }
    return told && { at: Date.parse(told.at), id: told.id, what: whats[told.where] ?? 'program' }
  }

  const report = (): string =>
    reportText({
      at: deps.now(),
      version,
      door: deps.door,
      language: port.systemLanguage(),
      region: port.systemRegion(),
      system: systemFacts(sql),
      storeVersion: versionOf(sql),
      storeMadeBy: programOf(sql),
      storeBytes: bytesOf(sql),
      freeBytes: freeBytes(dataDir),
      vault: deps.vault(),
      portal: deps.portal(),
      damaged: deps.damaged(),
      rows: rowCounts(sql),
      crash: lastCrash(dataDir),
      lines: lastLines(dataDir, reportedLines),
    })

  const service: Implements<typeof aboutContract> = {
    get: () => view(),
    openFolder: async ({ folder }) => {
      if (port.openFolder === undefined) throw new DomainError('DOOR_CANNOT')
      if (folder === 'logs') makeLogFolder(dataDir)
      await port.openFolder(folder === 'data' ? dataDir : logFolder(dataDir))
      return {}
    },
    report: () => ({ text: report() }),
    crash: () => ({ crash: crash() }),
    forgetCrash: () => {
      told = null
      return {}
    },
  }
  return service
}

function systemFacts(sql: Sql): SystemFacts {
  return {
    platform: type(),
    release: release(),
    architecture: process.arch,
    memoryInMegabytes: Math.round(totalmem() / 1_048_576),
    processors: cpus().length,
    node: process.versions.node,
    electron: process.versions.electron ?? null,
    sqlite: String(sql.prepare('SELECT sqlite_version()').pluck().get()),
  }
}

/** How many rows each table has; of the log, which is never shortened, its last number, because counting a million entries takes long. */
function rowCounts(sql: Sql): readonly (readonly [string, number])[] {
  const tables = sql
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
    )
    .pluck()
    .all()
  return tables.map((table) => {
    const count = table === 'audit' ? 'coalesce(max(id), 0)' : 'count(*)'
    return [table, sql.prepare<[], number>(`SELECT ${count} FROM "${table}"`).pluck().get() ?? 0]
  })
}
