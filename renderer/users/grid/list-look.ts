import { useCallback, useMemo, useState } from 'react'
import { saveColumns, savedColumns, savedListLook, saveListLook } from '../../base/preferences.ts'
import { readWidths, type Widths } from './column-widths.ts'
import { type ColumnChoice, defaultColumns, readColumns, rememberedColumns, showColumn } from './columns.ts'

export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

/** How the rows and columns look, apart from which columns there are. */
export type ListLook = {
  readonly density: Density
  /** True where the user name stands below the display name instead of in a column of its own. */
  readonly hasNameBelow: boolean
  /** The widths that were chosen; other columns are as wide as their content. */
  readonly widths: Widths
}

export const usualLook: ListLook = { density: 'comfortable', hasNameBelow: false, widths: {} }

/** The remembered look; what can't be read is as usual. */
export function readLook(stored: string | null): ListLook {
  try {
    const parsed = JSON.parse(stored ?? '{}') as Partial<Record<keyof ListLook, unknown>> | null
    return {
      density: densities.find((density) => density === parsed?.density) ?? usualLook.density,
      hasNameBelow: parsed?.hasNameBelow === true,
      widths: readWidths(parsed?.widths),
    }
  } catch {
    return usualLook
  }
}

const lineHeights = { comfortable: 40, compact: 32 } as const
/** What the second line of a row adds. */
const secondLine = 8

/** The height of a row and of the header in CSS pixels, a number because the scroll position is computed from it. */
export function rowHeightOf({ density, hasNameBelow }: Pick<ListLook, 'density' | 'hasNameBelow'>): number {
  return lineHeights[density] + (hasNameBelow ? secondLine : 0)
}

export type ListSetting = {
  readonly look: ListLook
  readonly columns: readonly ColumnChoice[]
  readonly setLook: (look: ListLook) => void
  readonly setColumns: (columns: readonly ColumnChoice[]) => void
  /** Puts the user name below the display name, or back into its column. */
  readonly setNameBelow: (isBelow: boolean) => void
  /** Brings back the columns, widths and rows that Keydesk comes with. */
  readonly reset: () => void
}

/** The columns and the look that this person chose on this machine. */
export function useListSetting(hasDirectories: boolean): ListSetting {
  const [remembered, setRemembered] = useState(savedColumns)
  const [look, keepLook] = useState(() => readLook(savedListLook()))
  const columns = useMemo(() => readColumns(remembered, hasDirectories), [remembered, hasDirectories])
  const setColumns = useCallback(
    (next: readonly ColumnChoice[]) => {
      const text = rememberedColumns(next, hasDirectories)
      setRemembered(text)
      saveColumns(text)
    },
    [hasDirectories],
  )
  const setLook = useCallback((next: ListLook) => {
    keepLook(next)
    saveListLook(JSON.stringify(next))
  }, [])
  return useMemo(
    () => ({
      look,
      columns,
      setLook,
      setColumns,
      setNameBelow: (hasNameBelow) => {
        setLook({ ...look, hasNameBelow })
        setColumns(showColumn(columns, 'username', !hasNameBelow))
      },
      reset: () => {
        setLook(usualLook)
        setColumns(defaultColumns(hasDirectories))
      },
    }),
    [look, columns, setLook, setColumns, hasDirectories],
  )
}
