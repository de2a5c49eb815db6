import { cutText } from '../../shared/rules/text/cut-text.ts'
import { userFilter } from '../../shared/users.ts'
import { type SavedView, type ViewConditions, viewConditions } from '../../shared/views.ts'

/** The existing values, by kind of condition, for kinds whose values can be deleted. */
export type Existing = Readonly<Record<string, () => ReadonlySet<unknown>>>
type Read = Pick<SavedView, 'conditions' | 'missing'>
type Missing = SavedView['missing'][number]
type Fields = Readonly<Record<string, unknown>>

const usualSort: ViewConditions['sort'] = { by: 'displayName', direction: 'ascending' }

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(json: string): Fields {
  try {
    const document: unknown = JSON.parse(json)
    return isRecord(document) ? document : {}
  } catch {
    return {}
  }
}

/** Values that no filter of this version has: a role or a kind of another version, or damage. */
function unknownValues(filter: Fields): readonly Missing[] {
  const schemas: Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>> = userFilter.shape
  return Object.entries(filter).flatMap(([kind, values]) =>
    [values].flat().flatMap((value) => {
      const isKnown = Array.isArray(values) && schemas[kind]?.safeParse([value]).success === true
      return isKnown ? [] : [{ kind, value: cutText(String(value), 64) }]
    }),
  )
}

function goneValues(filter: Fields, existing: Existing): readonly Missing[] {
  return Object.entries(existing).flatMap(([kind, all]) => {
    const wanted = [filter[kind] ?? []].flat()
    if (wanted.length === 0) return []
    const there = all()
    return wanted.filter((value) => !there.has(value)).map((value) => ({ kind, value: String(value) }))
  })
}

/** Reads stored conditions. If one can't be applied, none are, because the view would show more people than it was made for. */
export function readConditions(json: string, existing: Existing): Read {
  const document = parsed(json)
  const filter = isRecord(document.filter) ? document.filter : {}
  const unknown = unknownValues(filter)
  const sort = viewConditions.shape.sort.safeParse(document.sort)
  const whole = viewConditions.safeParse({ ...document, sort: sort.success ? sort.data : usualSort })
  if (unknown.length > 0 || !whole.success) return { conditions: null, missing: unknown }
  return { conditions: whole.data, missing: goneValues(filter, existing) }
}
