/** Which element of the grid shows which row, by the row's index. */
export type RowSlots = ReadonlyMap<number, number>

/**
 * Deals the rows of the window to elements: a row that stays keeps its element, and one that comes takes the element of one that has left,
 * because making elements anew for a whole window takes longer than a frame. `mayReuse` is false while the focus is in a row: the browser
 * takes the focus from an element that React moves.
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
