/** Slots kept in the order of a comparison, mended in place when a few of them change. */
export type SortOrder = {
  readonly slots: () => Uint32Array
  /** Takes changed or new slots out and puts them where they belong now. */
  readonly mend: (changed: ReadonlySet<number>, count: number) => void
}

/** Sorts the slots 0 to `count` - 1; the comparison must be total, so that pages never repeat or skip anybody. */
export function createSortOrder(count: number, compare: (a: number, b: number) => number): SortOrder {
  let order = Uint32Array.from({ length: count }, (_, index) => index).sort(compare)
  return {
    slots: () => order,
    mend: (changed, newCount) => {
      const moved = Uint32Array.from(changed).sort(compare)
      const next = new Uint32Array(newCount)
      let at = 0
      let from = 0
      for (const slot of order) {
        if (changed.has(slot)) continue
        while (from < moved.length && compare(moved[from] as number, slot) < 0) next[at++] = moved[from++] as number
        next[at++] = slot
      }
      while (from < moved.length) next[at++] = moved[from++] as number
      order = next
    },
  }
}
