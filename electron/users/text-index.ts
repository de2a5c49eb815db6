import { createPackedTexts } from './packed-texts.ts'

/**
 * Finds texts that contain a word, by the pairs of bytes that occur in them: one bit a text for each pair. A word of two bytes is one
 * lookup, a longer one is the few texts that hold all its pairs, checked one by one. Exact at any length, and needs no scan.
 */
export type TextIndex = ReturnType<typeof createTextIndex>

/** Bytes that a text of the index takes on average, for the room made before a large load. */
const usualLength = 128

export function createTextIndex() {
  const texts = createPackedTexts()
  const bits: (Uint32Array | undefined)[] = new Array(256 * 256)
  let count = 0
  let words = 0

  function reserve(slots: number): void {
    texts.reserve(slots, usualLength)
    if (slots <= words * 32) return
    words = Math.ceil(slots / 32)
    bits.forEach((old, pair) => {
      if (old === undefined) return
      const wider = new Uint32Array(words)
      wider.set(old)
      bits[pair] = wider
    })
  }

  function rowOf(pair: number): Uint32Array {
    let row = bits[pair]
    if (row === undefined) {
      row = new Uint32Array(words)
      bits[pair] = row
    }
    return row
  }

  function set(slot: number, text: string): void {
    if (slot >= words * 32) reserve(Math.max(1024, Math.ceil((slot + 1) * 1.25)))
    const word = slot >>> 5
    const bit = 1 << (slot & 31)
    if (slot < count) {
      if (texts.get(slot) === text) return
      texts.pairs(slot, (pair) => {
        const row = rowOf(pair)
        row[word] = (row[word] as number) & ~bit
      })
    }
    count = Math.max(count, slot + 1)
    texts.set(slot, text)
    texts.pairs(slot, (pair) => {
      const row = rowOf(pair)
      row[word] = (row[word] as number) | bit
    })
  }

  /** The texts that hold all pairs of a word. */
  function candidates(word: Uint8Array): Uint32Array {
    const row = new Uint32Array(words).fill(0xffffffff)
    for (let index = 1; index < word.length; index += 1) {
      const pair = bits[((word[index - 1] as number) << 8) | (word[index] as number)]
      if (pair === undefined) return row.fill(0)
      for (let at = 0; at < words; at += 1) row[at] = (row[at] as number) & (pair[at] as number)
    }
    return row
  }

  function matchWord(text: string): Uint32Array {
    const word = Buffer.from(text)
    const row = candidates(word)
    if (word.length === 2) return row
    const holds = texts.finder(word)
    for (let at = 0; at < words; at += 1) {
      for (let left = row[at] as number; left !== 0; left &= left - 1) {
        const low = 31 - Math.clz32(left & -left)
        const slot = at * 32 + low
        if (slot >= count || !holds(slot)) row[at] = (row[at] as number) & ~(1 << low)
      }
    }
    return row
  }

  return {
    /** Makes room for so many texts at once. */
    reserve,
    set,
    /** One bit a slot: the texts in which each word occurs in one of its variants. Null when there is no word: all match. */
    match: (needles: readonly (readonly string[])[]): Uint32Array | null => {
      let result: Uint32Array | null = null
      for (const variants of needles) {
        const rows = variants.map(matchWord)
        const any = rows[0] as Uint32Array
        for (const row of rows.slice(1))
          for (let at = 0; at < words; at += 1) any[at] = (any[at] as number) | (row[at] as number)
        if (result === null) result = any
        else for (let at = 0; at < words; at += 1) result[at] = (result[at] as number) & (any[at] as number)
      }
      return result
    },
  }
}
