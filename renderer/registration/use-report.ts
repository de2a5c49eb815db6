import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReportFilter } from '../../shared/registration.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'
import { api } from '../base/api.ts'

/** How often the report is asked for, in milliseconds, so that new registrations appear by themselves. */
const pollInterval = 3000
/** People on one page. */
export const pageSize = 50
/** The contract's limit. */
const longest = 200

export type Choice = { readonly search: string; readonly only: ReportFilter }
const everybody: Choice = { search: '', only: 'all' }

/** The report after search and filter, read again while it is shown and when the window gets the focus. */
export function useReport(start: ReportFilter = 'all') {
  const [choice, setChoice] = useState<Choice>({ ...everybody, only: start })
  const [offset, setOffset] = useState(0)
  const asked = { ...choice, search: choice.search.trim() }
  const { data, error } = useQuery({
    ...api.registration.report.queryOptions({ input: { ...asked, offset, limit: pageSize } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: pollInterval,
    refetchOnWindowFocus: true,
  })
  const total = data?.total ?? 0
  // Goes back a page when the last row of the last page is not listed any more.
  if (data !== undefined && offset > 0 && offset >= total) {
    setOffset(Math.max(0, Math.ceil(total / pageSize - 1) * pageSize))
  }
  const change = (part: Partial<Choice>) => {
    setOffset(0)
    setChoice((before) => ({ ...before, ...part, search: cutText(part.search ?? before.search, longest) }))
  }
  return { choice, asked, change, clear: () => change(everybody), offset, setOffset, data, error }
}
export type Report = ReturnType<typeof useReport>
