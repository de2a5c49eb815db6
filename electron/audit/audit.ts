import { createHash } from 'node:crypto'
import type { AuditEntry, AuditVerdict, auditContract } from '../../shared/audit.ts'
import type { AuditAction } from '../../shared/audit-action.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import { type AuditRow, createAuditStore } from './audit-store.ts'

/** One thing that happened. `target` is the user name or the thing that was touched; never a secret in any field. */
export type AuditEvent = {
  readonly action: AuditAction
  readonly target?: { readonly id: number | null; readonly name: string }
  readonly result?: 'success' | 'failure'
  readonly reason?: string
  readonly detail?: Readonly<Record<string, string>>
}

export type AuditDeps = {
  readonly db: Database
  readonly now: () => number
  readonly csvText: (
    headings: readonly string[],
    rows: Iterable<readonly string[]>,
    language: 'en' | 'da' | 'sv',
  ) => string
}

export type Audit = ReturnType<typeof createAudit>

const headings = ['entry', 'time', 'who', 'action', 'whom', 'result', 'reason', 'door', 'detail', 'hash'] as const

/** The append-only log: each entry is hashed over the one before (SHA-256), so that a change or a gap is found by `verify`. */
export function createAudit(deps: AuditDeps) {
  const store = createAuditStore(deps.db.sql)

  /** Adds an entry inside the caller's transaction, so that a change and its entry stand or fall together. */
  function append(event: AuditEvent, call: Pick<Call, 'actor' | 'door'>): void {
    const head = store.head()
    const row = {
      id: head.entries + 1,
      at: deps.now(),
      actor_id: call.actor?.id ?? null,
      actor: call.actor?.username ?? '',
      action: event.action,
      target_id: event.target?.id ?? null,
      target: event.target?.name ?? '',
      result: event.result ?? 'success',
      reason: event.reason ?? '',
      door: call.door,
      detail: JSON.stringify(event.detail ?? {}),
    }
    store.append({ ...row, hash: hashOf(row, head.hash) })
  }

  function verify(): AuditVerdict {
    const head = store.head()
    let previous: Uint8Array = new Uint8Array(32)
    let expected = 1
    for (const row of store.all()) {
      if (row.id !== expected) return verdict(head.entries, expected, 'missing')
      const hash = hashOf(row, previous)
      if (!hash.equals(row.hash)) return verdict(head.entries, row.id, 'changed')
      previous = hash
      expected += 1
    }
    if (expected - 1 !== head.entries) return verdict(head.entries, expected, 'cutOff')
    if (!Buffer.from(previous).equals(head.hash)) return verdict(head.entries, head.entries, 'changed')
    return { entries: head.entries, isIntact: true, brokenEntry: null, fault: null }
  }

  const service: Implements<typeof auditContract> = {
    list: ({ filter, offset, limit }) => {
      const { rows, total } = store.list(filter, offset, limit)
      return { entries: rows.map(asEntry), total }
    },
    verify: () => verify(),
    exportFile: ({ filter, language }, call) => {
      let count = 0
      const rows = function* () {
        for (const row of store.matching(filter)) {
          count += 1
          yield asCells(row)
        }
      }
      const { t } = createWords(language)
      const csv = deps.csvText(
        headings.map((name) => t(`exports.${name}`)),
        rows(),
        language,
      )
      deps.db.transaction(() => append({ action: 'Export audit log.', detail: { entries: String(count) } }, call))
      const day = new Date(deps.now()).toISOString().slice(0, 10)
      return { fileName: `keydesk-${t('exports.files.audit')}-${day}.csv`, csv, count }
    },
  }
  /** What was done to somebody and by them, newest first. */
  function of(userId: number, actions: readonly AuditAction[] | null, offset: number, limit: number) {
    const { rows, total } = store.of(userId, actions, offset, limit)
    return { entries: rows.map(asEntry), total }
  }

  /** What was done to somebody, of these actions only, newest first. */
  function about(userId: number, actions: readonly AuditAction[], offset: number, limit: number) {
    const { rows, total } = store.about(userId, actions, offset, limit)
    return { entries: rows.map(asEntry), total }
  }

  return { ...service, append, of, about }
}

function verdict(entries: number, brokenEntry: number, fault: NonNullable<AuditVerdict['fault']>): AuditVerdict {
  return { entries, isIntact: false, brokenEntry, fault }
}

function hashOf(row: Omit<AuditRow, 'hash'>, previous: Uint8Array): Buffer {
  const facts = [row.id, row.at, row.actor_id, row.actor, row.action, row.target_id, row.target]
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([...facts, row.result, row.reason, row.door, row.detail]))
    .digest()
}

function asEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    action: row.action as AuditEntry['action'],
    target: row.target,
    result: row.result as AuditEntry['result'],
    reason: row.reason,
    door: row.door as AuditEntry['door'],
    detail: detailOf(row.detail),
  }
}

/** A damaged row must still be listed, so that Verify is not the only one who can show it. */
function detailOf(text: string): Record<string, string> {
  try {
    return JSON.parse(text) as Record<string, string>
  } catch {
    return { damaged: text.slice(0, 200) }
  }
}

function asCells(row: AuditRow): readonly string[] {
  const hash = Buffer.from(row.hash).toString('hex')
  const facts = [row.actor, row.action, row.target, row.result, row.reason, row.door, row.detail, hash]
  return [String(row.id), new Date(row.at).toISOString(), ...facts]
}
