/**
 * Finds texts that contain a word, by the pairs of letters that occur in them: one bit a text for each pair. A word of two letters is one
 * lookup, a longer one is the few texts that hold all its pairs, checked one by one. Exact at any length, and needs no scan.
 */
export type TextIndex = ReturnType<typeof createTextIndex>

/** ASCII pairs are kept apart; all other characters share one bucket, which the check of the whole word makes exact. */
const alphabet = 128
const other = 127

export function createTextIndex() {
  const texts: string[] = []
  const bits: (Uint32Array | undefined)[] = new Array(alphabet * alphabet)
  let words = 0

  function grow(slot: number): void {
    if (slot < words * 32) return
    words = Math.max(1024, Math.ceil(((slot + 1) * 1.5) / 32))
    for (const [pair, old] of bits.entries()) {
      if (old === undefined) continue
      const wider = new Uint32Array(words)
      wider.set(old)
      bits[pair] = wider
    }
  }

  function mark(slot: number, text: string, isSet: boolean): void {
    const word = slot >>> 5
    const bit = 1 << (slot & 31)
    let before = letter(text, 0)
    for (let index = 1; index < text.length; index += 1) {
      const here = letter(text, index)
      const pair = before * alphabet + here
      let row = bits[pair]
      if (row === undefined) {
        row = new Uint32Array(words)
        bits[pair] = row
      }
      if (isSet) row[word] = (row[word] as number) | bit
      else row[word] = (row[word] as number) & ~bit
      before = here
    }
  }

  /** The texts that hold one word: null when the word is too short to look up and every text must be checked. */
  function candidates(word: string): { row: Uint32Array; isExact: boolean } | null {
    if (word.length < 2) return null
    const row = new Uint32Array(words).fill(0xffffffff)
    for (let index = 1; index < word.length; index += 1) {
      const pair = bits[letter(word, index - 1) * alphabet + letter(word, index)]
      if (pair === undefined) return { row: row.fill(0), isExact: true }
      for (let at = 0; at < words; at += 1) row[at] = (row[at] as number) & (pair[at] as number)
    }
    const isPlain = letter(word, 0) !== other && letter(word, 1) !== other
    return { row, isExact: word.length === 2 && isPlain }
  }

  function matchWord(word: string): Uint32Array {
    const found = candidates(word)
    if (found?.isExact) return found.row
    const row = found?.row ?? new Uint32Array(words).fill(0xffffffff)
    for (let at = 0; at < words; at += 1) {
      for (let left = row[at] as number; left !== 0; left &= left - 1) {
        const low = 31 - Math.clz32(left & -left)
        if (!texts[at * 32 + low]?.includes(word)) row[at] = (row[at] as number) & ~(1 << low)
      }
    }
    return row
  }

  return {
    set: (slot: number, text: string): void => {
      grow(slot)
      const old = texts[slot]
      if (old === text) return
      if (old !== undefined) mark(slot, old, false)
      texts[slot] = text
      mark(slot, text, true)
    },
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

function letter(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return Math.min(code, other)
}
