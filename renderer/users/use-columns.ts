import { useCallback, useState } from 'react'
import { type ColumnChoice, readColumns } from './columns.ts'

const key = 'keydesk.users.columns'

function stored(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** The columns that this person chose on this machine. */
export function useColumns(): readonly [readonly ColumnChoice[], (columns: readonly ColumnChoice[]) => void] {
  const [columns, setColumns] = useState(() => readColumns(stored()))
  const choose = useCallback((next: readonly ColumnChoice[]) => {
    setColumns(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // A browser that forbids storage keeps the choice until the page closes.
    }
  }, [])
  return [columns, choose]
}
