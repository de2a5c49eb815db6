import { DomainError } from '../../shared/errors.ts'
import { maximumViews, type ViewConditions, type ViewId, type viewsContract } from '../../shared/views.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Implements } from '../rpc/call.ts'
import { type Existing, readConditions } from './stored-conditions.ts'
import { createViewsStore, type ViewRow } from './views-store.ts'

export type ViewsDeps = { readonly db: Database; readonly audit: Audit; readonly existing: Existing }
export type Views = ReturnType<typeof createViews>

/** Saved filters of the list, shared by all admins (Microsoft 365: custom views). */
export function createViews({ db, audit, existing }: ViewsDeps) {
  const store = createViewsStore(db.sql)

  function must(id: ViewId): ViewRow {
    const row = store.get(id)
    if (row === null) throw new DomainError('NOT_FOUND', { what: 'view' })
    return row
  }

  function mustBeFree(name: string, id: ViewId | null): void {
    const other = store.idOf(name)
    if (other !== null && other !== id) throw new DomainError('VIEW_NAME_TAKEN', { name })
  }

  const service: Implements<typeof viewsContract> = {
    list: () => {
      const askedOnce = askOnce(existing)
      return {
        views: store.all().map(({ id, name, conditions }) => ({ id, name, ...readConditions(conditions, askedOnce) })),
      }
    },
    add: ({ name, conditions }, call) =>
      db.transaction(() => {
        if (store.count() >= maximumViews) throw new DomainError('TOO_MANY_VIEWS', { maximum: maximumViews })
        mustBeFree(name, null)
        const id = store.add(name, JSON.stringify(conditions))
        const detail = changesOf({}, factsOf(conditions))
        audit.append({ action: 'Add view.', target: { id: null, name }, detail }, call)
        return { id }
      }),
    edit: ({ id, name, conditions }, call) =>
      db.transaction(() => {
        const before = must(id)
        mustBeFree(name, id)
        store.edit(id, name, JSON.stringify(conditions))
        const old = readConditions(before.conditions, {}).conditions
        const names: Facts = name === before.name ? {} : { name: `${before.name} → ${name}` }
        const detail = { ...names, ...changesOf(old === null ? {} : factsOf(old), factsOf(conditions)) }
        audit.append({ action: 'Update view.', target: { id: null, name: before.name }, detail }, call)
        return {}
      }),
    remove: ({ id }, call) =>
      db.transaction(() => {
        const { name } = must(id)
        store.remove(id)
        audit.append({ action: 'Delete view.', target: { id: null, name } }, call)
        return {}
      }),
  }
  return service
}

/** Reads the existing groups and departments at most once for all views of an answer. */
function askOnce(existing: Existing): Existing {
  return Object.fromEntries(
    Object.entries(existing).map(([kind, ask]) => {
      let known: ReadonlySet<unknown> | null = null
      return [
        kind,
        () => {
          known ??= ask()
          return known
        },
      ]
    }),
  )
}

type Facts = Readonly<Record<string, string>>

/** The people whom a view shows, described for the audit log, because other admins select people with it. */
function factsOf({ search, filter }: ViewConditions): Facts {
  const lists = Object.entries(filter).map(([kind, values]) => [kind, (values ?? []).join(', ')])
  return Object.fromEntries([['search', search], ...lists])
}

function changesOf(before: Facts, after: Facts): Facts {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const [old = '', next = ''] = [before[key], after[key]]
      if (old === next) return []
      return [[key, before[key] === undefined ? next : `${old || '–'} → ${next || '–'}`]]
    }),
  )
}
