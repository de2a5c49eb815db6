import { randomUUID } from 'node:crypto'
import type { AuditFilter } from '../../shared/audit.ts'
import { DomainError } from '../../shared/errors.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'
import { type CsvSeparator, csvLine, csvMark, type FileWords, separatorOf } from '../../shared/rules/files/csv-line.ts'
import type { Database } from '../db/database.ts'
import type { Call } from '../rpc/call.ts'
import type { AuditEvent } from './audit.ts'
import { type AuditReader, openReader } from './audit-reader.ts'
import type { createAuditStore } from './audit-store.ts'

export type ExportsDeps = {
  readonly db: Pick<Database, 'sql' | 'transaction'>
  readonly store: Pick<ReturnType<typeof createAuditStore>, 'head'>
  readonly append: (event: AuditEvent, call: Pick<Call, 'actor' | 'door'>) => void
  readonly now: () => number
}
type Export = {
  readonly ownerId: number
  readonly filter: AuditFilter
  readonly language: Language
  readonly separator: CsvSeparator
  readonly reader: AuditReader
  /** The newest entry when the export began. The log only grows, so that this number marks a snapshot. */
  readonly until: number
  after: number
  done: number
  isFirst: boolean
  timer: NodeJS.Timeout
}

const headings = ['entry', 'time', 'who', 'action', 'whom', 'result', 'reason', 'door', 'detail', 'hash'] as const
/** An export ends when nobody has asked for its next piece for this long, in milliseconds. */
const idleLimit = 60_000
/** How many exports may run at once; each holds a thread. */
const maximumExports = 4

/** Files of the log, made piece by piece in a thread, so that a long log neither blocks the main thread nor fills its memory. */
export function createExports({ db, store, append, now }: ExportsDeps) {
  const running = new Map<string, Export>()

  async function drop(id: string): Promise<void> {
    const one = running.get(id)
    running.delete(id)
    clearTimeout(one?.timer)
    await one?.reader.close()
  }

  function must(id: string, call: Call): Export {
    const one = running.get(id)
    if (one === undefined || one.ownerId !== call.actor?.id) throw new DomainError('STOPPED')
    return one
  }

  const wait = (id: string) => setTimeout(() => void drop(id), idleLimit).unref()

  return {
    start: async (filter: AuditFilter, words: FileWords, call: Call) => {
      const [oldest] = running.keys()
      if (running.size >= maximumExports && oldest !== undefined) await drop(oldest)
      const reader = openReader(db.sql.name)
      const until = store.head().entries
      try {
        const count = await reader.count(filter, until)
        // The audit entry is written before the first piece, because even an export that is stopped half-way has handed out entries.
        db.transaction(() => append({ action: 'Export audit log.', detail: { entries: String(count) } }, call))
        const exportId = randomUUID()
        const ownerId = call.actor?.id ?? 0
        const timer = wait(exportId)
        const { language } = words
        const separator = separatorOf(words)
        running.set(exportId, {
          ownerId,
          filter,
          language,
          separator,
          reader,
          until,
          after: 0,
          done: 0,
          isFirst: true,
          timer,
        })
        const day = new Date(now()).toISOString().slice(0, 10)
        const { t } = createWords(language)
        return { exportId, count, fileName: `keydesk-${t('exports.files.audit')}-${day}.csv` }
      } catch (error) {
        await reader.close()
        throw error
      }
    },
    read: async (exportId: string, call: Call) => {
      const one = must(exportId, call)
      clearTimeout(one.timer)
      const { filter, language, separator, after, until } = one
      const piece = await one.reader.piece({ filter, separator, after, until })
      const { t } = createWords(language)
      const names = headings.map((name) => t(`exports.${name}`))
      const first = one.isFirst ? csvMark + csvLine(names, separator) : ''
      one.isFirst = false
      one.after = piece.last
      one.done += piece.entries
      if (piece.isLast) await drop(exportId)
      else one.timer = wait(exportId)
      return { csv: first + piece.text, done: one.done, isLast: piece.isLast }
    },
    end: async (exportId: string, call: Call): Promise<void> => {
      if (running.get(exportId)?.ownerId === call.actor?.id) await drop(exportId)
    },
    close: async (): Promise<void> => {
      for (const id of [...running.keys()]) await drop(id)
    },
  }
}
