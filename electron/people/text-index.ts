import { createPackedTexts } from './packed-texts.ts'

/**
 * Finds texts that contain a word. For each byte and each pair of bytes one bit a text tells whether they occur in it. A word of one or two
 * bytes is one lookup; for a longer word, the few texts that hold all its pairs are checked one by one. Exact at any length, without a scan
 * of all texts.
 */
export type TextIndex = ReturnType<typeof createTextIndex>

/** The average number of bytes of a text, to make room before a large load. */
const usualLength = 128

/** The pages of a search are asked for one after another, so that the last few results are kept until a text changes. */
const keptResults = 4

export function createTextIndex() {
  const texts = createPackedTexts()
  const bits: (Uint32Array | undefined)[] = new Array(65_536 + 256)
  const found = new Map<string, Uint32Array>()
  let count = 0
  let words = 0

  function reserve(slots: number): void {
    texts.reserve(slots, usualLength)
    if (slots <= words * 32) return
    found.clear()
    words = Math.ceil(slots / 32)
    bits.forEach((old, gram) => {
      if (old === undefined) return
      const wider = new Uint32Array(words)
      wider.set(old)
      bits[gram] = wider
    })
  }

  function rowOf(gram: number): Uint32Array {
    let row = bits[gram]
    if (row === undefined) {
      row = new Uint32Array(words)
      bits[gram] = row
    }
    return row
  }

  function set(slot: number, text: string): void {
    if (slot >= words * 32) reserve(Math.max(1024, Math.ceil((slot + 1) * 1.25)))
    const word = slot >>> 5
    const bit = 1 << (slot & 31)
    if (slot < count) {
      if (texts.get(slot) === text) return
      texts.grams(slot, (gram) => {
        const row = rowOf(gram)
        row[word] = (row[word] as number) & ~bit
      })
    }
    found.clear()
    count = Math.max(count, slot + 1)
    texts.set(slot, text)
    texts.grams(slot, (gram) => {
      const row = rowOf(gram)
      row[word] = (row[word] as number) | bit
    })
  }

  /** The texts that hold all pairs of a word, or its one byte. */
  function candidates(word: Uint8Array): Uint32Array {
    const row = new Uint32Array(words).fill(0xffffffff)
    const grams = Array.from(word.subarray(1), (byte, index) => (word[index] as number) * 256 + byte)
    if (word.length === 1) grams.push(65_536 + (word[0] as number))
    for (const gram of grams) {
      const one = bits[gram]
      if (one === undefined) return row.fill(0)
      keepBoth(row, one)
    }
    return row
  }

  /** Looks a word up in all its variants. Texts in `possible` may hold one; those in `sure` do, by an exact lookup; `unsure` are the variants to check. */
  function lookUp(needle: readonly string[]) {
    const possible = new Uint32Array(words)
    const sure = new Uint32Array(words)
    const unsure: Uint8Array[] = []
    for (const variant of needle) {
      const word = Buffer.from(variant)
      const row = candidates(word)
      addTo(possible, row)
      if (word.length === 1 || word.length === 2) addTo(sure, row)
      else unsure.push(word)
    }
    return { possible, sure, unsure }
  }

  /** Removes from a row every text that, on checking, does not hold the word. */
  function check(row: Uint32Array, { sure, unsure }: ReturnType<typeof lookUp>): void {
    const finders = unsure.map(texts.finder)
    const [first = () => false] = finders
    const holds = finders.length === 1 ? first : (slot: number) => finders.some((find) => find(slot))
    for (let at = 0; at < words; at += 1) {
      for (let left = (row[at] as number) & ~(sure[at] as number); left !== 0; left &= left - 1) {
        const low = 31 - Math.clz32(left & -left)
        const slot = at * 32 + low
        if (slot >= count || !holds(slot)) row[at] = (row[at] as number) & ~(1 << low)
      }
    }
  }

  /** All words are looked up before the first text is checked, because one rare word leaves few texts to check. */
  function find(needles: readonly (readonly string[])[]): Uint32Array {
    const result = new Uint32Array(words).fill(0xffffffff)
    const lookups = needles.map(lookUp)
    for (const { possible } of lookups) keepBoth(result, possible)
    // Long words are checked first, because they leave fewer texts than short ones.
    const length = ({ unsure }: ReturnType<typeof lookUp>) => unsure[0]?.length ?? 0
    lookups.sort((a, b) => length(b) - length(a))
    for (const lookup of lookups) if (lookup.unsure.length > 0) check(result, lookup)
    return result
  }

  return {
    /** Makes room for so many texts at once. */
    reserve,
    set,
    /** One bit a text, set where each word occurs in one of its variants. Null without a word: then all texts match. */
    match: (needles: readonly (readonly string[])[]): Uint32Array | null => {
      if (needles.length === 0) return null
      const name = JSON.stringify(needles)
      const result = found.get(name) ?? find(needles)
      found.delete(name)
      found.set(name, result)
      if (found.size > keptResults) found.delete(found.keys().next().value as string)
      return result
    },
  }
}

function keepBoth(row: Uint32Array, other: Uint32Array): void {
  for (let at = 0; at < row.length; at += 1) row[at] = (row[at] as number) & (other[at] as number)
}

function addTo(row: Uint32Array, other: Uint32Array): void {
  for (let at = 0; at < row.length; at += 1) row[at] = (row[at] as number) | (other[at] as number)
}
