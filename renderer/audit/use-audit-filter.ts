import { useState } from 'react'
import type { AuditFilter } from '../../shared/audit.ts'
import type { AuditAction } from '../../shared/audit-action.ts'
import { endOfDay, startOfDay } from './local-day.ts'

/** The filter as typed: days are local days, as the date fields give them. */
export type TypedFilter = {
  readonly person: string
  readonly action: AuditAction | null
  readonly from: string
  readonly until: string
}

const everything: TypedFilter = { person: '', action: null, from: '', until: '' }

/** What the page shows of the log, at first what led here; a change of the filter goes back to the first page. */
export function useAuditFilter(start: Partial<TypedFilter> = {}) {
  const [typed, setTyped] = useState({ ...everything, ...start })
  const [offset, setOffset] = useState(0)
  const change = (part: Partial<TypedFilter>) => {
    setOffset(0)
    setTyped((before) => ({ ...before, ...part }))
  }
  const { person, action } = typed
  const filter: AuditFilter = { person, action, from: startOfDay(typed.from), until: endOfDay(typed.until) }
  const isFiltering = Object.values(typed).some((value) => value !== '' && value !== null)
  return { typed, change, filter, offset, setOffset, isFiltering, clear: () => change(everything) }
}
