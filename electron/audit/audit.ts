import type { AuditEntry, auditContract } from '../../shared/audit.ts'
import type { AuditAction } from '../../shared/audit-action.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import { type AuditRow, createAuditStore } from './audit-store.ts'
import { chainHash, hashedColumns } from './chain.ts'
import { createExports } from './exports.ts'
import { createVerification } from './verification.ts'

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
}

export type Audit = ReturnType<typeof createAudit>

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
    const facts = hashedColumns.map((column) => row[column])
    store.append({ ...row, hash: chainHash(head.hash, facts) })
  }

  const verification = createVerification({ db: deps.db, store })
  const exports = createExports({ db: deps.db, store, now: deps.now, append })

  const service: Implements<typeof auditContract> = {
    list: ({ filter, offset, limit }) => {
      const { rows, total, isMore } = store.list(filter, offset, limit)
      return { entries: rows.map(asEntry), total, isMore }
    },
    verify: () => verification.verify(),
    verifying: () => ({ progress: verification.progress() }),
    stopVerifying: async () => {
      await verification.stop()
      return {}
    },
    startExport: ({ filter, ...words }, call) => exports.start(filter, words, call),
    readExport: ({ exportId }, call) => exports.read(exportId, call),
    endExport: async ({ exportId }, call) => {
      await exports.end(exportId, call)
      return {}
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

  return {
    ...service,
    append,
    of,
    about,
    /** How many entries of an action each span of time holds; a span ends where the next one begins. */
    countSpans: store.countSpans,
    close: async (): Promise<void> => {
      await verification.stop()
      await exports.close()
    },
  }
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

/** A damaged row is still listed, so that it can be seen without Verify. */
function detailOf(text: string): Record<string, string> {
  try {
    return JSON.parse(text) as Record<string, string>
  } catch {
    return { damaged: cutText(text, 200) }
  }
}
