/** The element of the grid that shows a row, by the row's index. */
export type RowSlots = ReadonlyMap<number, number>

/**
 * Assigns the rows in view to elements. A row that stays keeps its element, and a new row takes the element of one that has left, because
 * making new elements for all rows takes longer than a frame. `mayReuse` is false while the focus is in a row, because the browser takes the
 * focus from an element that React moves.
 */
export function dealRowSlots(before: RowSlots, indexes: readonly number[], mayReuse: boolean): RowSlots {
  const stays = indexes.flatMap((index) => before.get(index) ?? [])
  const taken = new Set(mayReuse ? stays : before.values())
  let next = 0
  const takeNext = () => {
    while (taken.has(next)) next += 1
    taken.add(next)
    return next
  }
  return new Map(indexes.map((index) => [index, before.get(index) ?? takeNext()]))
}
