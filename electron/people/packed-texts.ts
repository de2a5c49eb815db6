/** One text a slot, all in one buffer as UTF-8, so that the garbage collector has no objects to visit, however many people there are. */
export type PackedTexts = ReturnType<typeof createPackedTexts>

const usualLength = 32

export function createPackedTexts() {
  let bytes = Buffer.alloc(0)
  let starts = new Uint32Array(0)
  let ends = new Uint32Array(0)
  let used = 0
  let unused = 0

  function reserve(slots: number, length = usualLength): void {
    if (slots > starts.length) {
      starts = widened(starts, slots)
      ends = widened(ends, slots)
    }
    makeRoom(slots * length - used)
  }

  function makeRoom(length: number): void {
    if (used + length > bytes.length) moveInto(Math.max(used + length, Math.ceil(bytes.length * 1.5)))
  }

  /** The new buffer is not filled with zeros, because memory pages that are not touched cost nothing. */
  function moveInto(size: number): void {
    const wider = Buffer.allocUnsafeSlow(size)
    bytes.copy(wider, 0, 0, used)
    bytes = wider
  }

  /** Moves the texts together, because replaced texts have left gaps. */
  function closeGaps(): void {
    const packed = Buffer.allocUnsafeSlow(bytes.length)
    let at = 0
    for (let slot = 0; slot < starts.length; slot += 1) {
      const length = bytes.copy(packed, at, starts[slot], ends[slot])
      starts[slot] = at
      at += length
      ends[slot] = at
    }
    bytes = packed
    used = at
    unused = 0
  }

  return {
    reserve,
    get: (slot: number): string => bytes.toString('utf8', starts[slot], ends[slot]),
    set: (slot: number, text: string): void => {
      if (slot >= starts.length) reserve(Math.ceil((slot + 1) * 1.5))
      unused += (ends[slot] as number) - (starts[slot] as number)
      starts[slot] = 0
      ends[slot] = 0
      if (unused > 4096 && unused > used / 2) closeGaps()
      // A UTF-16 unit takes three bytes of UTF-8 at most.
      makeRoom(text.length * 3)
      starts[slot] = used
      used += bytes.write(text, used)
      ends[slot] = used
    },
    /** The four bytes at `depth` x 4 of a text as one number, which sorts as the bytes do; 0 past the end. */
    chunk: (slot: number, depth: number): number => {
      const at = (starts[slot] as number) + depth * 4
      const end = ends[slot] as number
      let value = 0
      for (let index = at; index < at + 4; index += 1)
        value = (value << 8) | (index < end ? (bytes[index] as number) : 0)
      return value >>> 0
    },
    /** A function that tells whether a text contains these bytes in a row; it may be used until a text changes. */
    finder: (word: Uint8Array): ((slot: number) => boolean) => {
      const find = createFinder(bytes, word)
      return (slot) => find(starts[slot] as number, ends[slot] as number)
    },
    /** Calls `visit` for each byte of a text, with 65,536 + the byte, and for each pair of neighbours, with first x 256 + second. */
    grams: (slot: number, visit: (gram: number) => void): void => {
      const end = ends[slot] as number
      for (let at = starts[slot] as number; at < end; at += 1) {
        const byte = bytes[at] as number
        visit(65_536 + byte)
        if (at + 1 < end) visit(byte * 256 + (bytes[at + 1] as number))
      }
    },
  }
}

/** Horspool's search: compares at a place, and then moves on by as much as the byte under the end of the word allows. */
function createFinder(bytes: Uint8Array, word: Uint8Array): (start: number, end: number) => boolean {
  const last = word.length - 1
  if (last < 0) return () => true
  if (last === 0) return (start, end) => holdsByte(bytes, start, end, word[0] as number)
  const steps = new Uint32Array(256).fill(word.length)
  for (let index = 0; index < last; index += 1) steps[word[index] as number] = last - index
  const lastByte = word[last] as number
  return (start, end) => {
    for (let at = start + last; at < end; ) {
      const byte = bytes[at] as number
      if (byte === lastByte) {
        let index = 0
        while (index < last && bytes[at - last + index] === word[index]) index += 1
        if (index === last) return true
      }
      at += steps[byte] as number
    }
    return false
  }
}

function widened(list: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(length)
  wider.set(list)
  return wider
}

function holdsByte(bytes: Uint8Array, start: number, end: number, byte: number): boolean {
  let at = start
  while (at < end && bytes[at] !== byte) at += 1
  return at < end
}
