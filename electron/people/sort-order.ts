import { endianness } from 'node:os'

/** The key of a slot, four bytes at a time: a number of 32 bits for each depth, 0 past the end of the key. */
export type KeyAt = (slot: number, depth: number) => number

// The positions of the two halves of a 64-bit number when its memory is read as 32-bit numbers.
const [low, high] = endianness() === 'LE' ? [0, 1] : [1, 0]

/**
 * Sorts slots by their keys; slots with equal keys keep the order of `start`. Each depth is one native sort of numbers that hold four bytes
 * of the key and the slot's place so far, which is many times faster than comparing texts.
 */
export function sortSlots(start: Uint32Array, keyAt: KeyAt): Uint32Array {
  const order = Uint32Array.from(start)
  const before = new Uint32Array(start.length)
  const numbers = new BigUint64Array(start.length)
  const halves = new Uint32Array(numbers.buffer)

  function sortRange(from: number, to: number, depth: number): void {
    for (let at = from; at < to; at += 1) {
      before[at] = order[at] as number
      halves[2 * at + low] = at
      halves[2 * at + high] = keyAt(order[at] as number, depth)
    }
    numbers.subarray(from, to).sort()
    for (let at = from; at < to; at += 1) order[at] = before[halves[2 * at + low] as number] as number
    for (let first = from; first < to; ) {
      const key = halves[2 * first + high]
      let next = first + 1
      while (next < to && halves[2 * next + high] === key) next += 1
      if (key !== 0 && next - first > 1) sortRange(first, next, depth + 1)
      first = next
    }
  }

  sortRange(0, order.length, 0)
  return order
}

/** Groups slots by a small number and joins the groups in the order of that number; within a group they keep the order of `start`. */
export function dealSlots(start: Uint32Array, heaps: number, heapOf: (slot: number) => number): Uint32Array {
  const heapAt = new Uint32Array(start.length)
  const next = new Uint32Array(heaps + 1)
  for (let at = 0; at < start.length; at += 1) {
    const heap = heapOf(start[at] as number)
    heapAt[at] = heap
    next[heap + 1] = (next[heap + 1] as number) + 1
  }
  for (let heap = 1; heap <= heaps; heap += 1) next[heap] = (next[heap] as number) + (next[heap - 1] as number)
  const order = new Uint32Array(start.length)
  for (let at = 0; at < start.length; at += 1) {
    const heap = heapAt[at] as number
    order[next[heap] as number] = start[at] as number
    next[heap] = (next[heap] as number) + 1
  }
  return order
}

/** Takes changed and new slots out of an order and inserts them where they belong now; `compare` must be a total order. */
export function mendOrder(
  order: Uint32Array,
  changed: ReadonlySet<number>,
  compareWith: (slot: number) => (other: number) => number,
): Uint32Array {
  const rest = order.filter((slot) => !changed.has(slot))
  const moved = [...changed].map((slot) => ({ slot, compare: compareWith(slot) }))
  moved.sort((a, b) => a.compare(b.slot))
  const mended = new Uint32Array(rest.length + moved.length)
  let from = 0
  for (const [index, { slot, compare }] of moved.entries()) {
    const to = placeIn(rest, from, compare)
    mended.set(rest.subarray(from, to), from + index)
    mended[to + index] = slot
    from = to
  }
  mended.set(rest.subarray(from), from + moved.length)
  return mended
}

/** The first place from `from` on whose slot sorts after the one to insert. */
function placeIn(order: Uint32Array, from: number, compare: (other: number) => number): number {
  let before = from
  let after = order.length
  while (before < after) {
    const middle = (before + after) >>> 1
    if (compare(order[middle] as number) > 0) before = middle + 1
    else after = middle
  }
  return before
}
