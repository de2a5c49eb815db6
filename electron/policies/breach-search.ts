/** Why a list can't answer: `truncated` for a file that was cut off or has holes, `unreadable` for a file of another kind. */
export type BreachFault = 'missing' | 'notAFile' | 'unsorted' | 'truncated' | 'unreadable'
export type BreachAnswer =
  | { readonly state: 'found'; readonly count: number }
  | { readonly state: 'notFound' }
  | { readonly state: 'notChecked'; readonly reason: BreachFault }

/** Reads parts of a list; fewer bytes than asked for mean that the list ends there. */
export type BreachReader = {
  readonly size: number
  read(position: number, length: number): Promise<Uint8Array>
}

// The bytes of one read, some 180 lines: two disk pages, and enough for the last step of the interpolation.
const blockSize = 8192
// How many steps guess the position: hashes are evenly distributed, so that few guesses are enough; after that the range is halved.
const guesses = 8
// In a billion lines the widest gap is about 21 times the mean; one of 64 times occurs once in 10^18 lists.
const widestGap = 64
const samples = 64

const hashLine = /^([0-9A-F]{40}):(\d{1,15})\r?$/i
const lowestHash = '0'.repeat(40)
const highestHash = 'F'.repeat(40)

type Line = { readonly hash: string; readonly count: number; readonly start: number; readonly end: number }
type Block = { readonly lines: readonly Line[]; readonly fault?: BreachFault }

/** The range that must contain the hash: every line before `low` is below it, every line from `high` on is above it. */
type Bracket = { readonly low: number; readonly high: number; readonly lowHash: string; readonly highHash: string }

/** Where a hash lies among all hashes, from 0 to 1, as exactly as a number can say. */
function placeOf(hash: string): number {
  return Number.parseInt(hash.slice(0, 13), 16) / 2 ** 52
}

function lineOf(text: string, start: number, end: number): Line | undefined {
  const [, hash, count] = hashLine.exec(text) ?? []
  return hash === undefined ? undefined : { hash: hash.toUpperCase(), count: Number(count), start, end }
}

/** True for two zero bytes in a row: space that was reserved but not yet written reads as zeros, and UTF-16 never has two of them. */
const hasHole = (text: string) => text.includes('\0\0')

/** The lines of a text that begins with a line; a last line that is cut off is left out. */
function linesOf(text: string, position: number, isEnd: boolean): Block {
  const lines: Line[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline + 1
    const content = text.slice(start, newline === -1 ? end : newline)
    const line = lineOf(content, position + start, position + end)
    // A last line without a line break is accepted if it is complete, but not if half of a CR LF follows.
    if (newline === -1 && isEnd && (line === undefined || content.endsWith('\r'))) return { lines, fault: 'truncated' }
    if (line !== undefined) lines.push(line)
    else if (hasHole(content)) return { lines, fault: 'truncated' }
    else if (content !== '' && content !== '\r') return { lines, fault: 'unreadable' }
    start = end
  }
  const isRising = lines.every((line, index) => index === 0 || (lines[index - 1] as Line).hash <= line.hash)
  return isRising ? { lines } : { lines, fault: 'unsorted' }
}

/** The complete lines among the bytes from `from` on, up to `high`, which is the start of a line or the end of the list. */
async function readBlock(reader: BreachReader, low: number, high: number, from: number): Promise<Block> {
  const to = Math.min(from + blockSize, high)
  const bytes = await reader.read(from, to - from)
  if (bytes.length < to - from) return { lines: [], fault: 'truncated' }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const hasMark = from === 0 && text.startsWith('\u00ef\u00bb\u00bf')
  const start = hasMark ? 3 : from === low ? 0 : text.indexOf('\n') + 1
  const stop = to === high ? text.length : text.lastIndexOf('\n') + 1
  if (stop <= start) return { lines: [], fault: hasHole(text) ? 'truncated' : 'unreadable' }
  return linesOf(text.slice(start, stop), from + start, to === reader.size)
}

/** Narrows the range by the lines that were read; undefined if those are out of order. */
function narrow(bracket: Bracket, lines: readonly Line[], hash: string): Bracket | undefined {
  const [first, last] = [lines[0], lines.at(-1)]
  if (first === undefined || last === undefined) return bracket
  if (first.hash < bracket.lowHash || last.hash > bracket.highHash) return undefined
  const below = lines.findLast((line) => line.hash < hash)
  const above = lines.find((line) => line.hash > hash)
  return {
    low: below?.end ?? bracket.low,
    lowHash: below?.hash ?? bracket.lowHash,
    high: above?.start ?? bracket.high,
    highHash: above?.hash ?? bracket.highHash,
  }
}

function nextProbe({ low, high, lowHash, highHash }: Bracket, hash: string, probes: number): number {
  const [from, to] = [placeOf(lowHash), placeOf(highHash)]
  const share = probes < guesses && to > from ? (placeOf(hash) - from) / (to - from) : 0.5
  const middle = low + share * (high - low)
  return Math.max(low, Math.min(high - blockSize, Math.floor(middle - blockSize / 2)))
}

/** How many lines a complete list of this size has, estimated from its first lines. */
function linesIn(size: number, lines: readonly Line[]): number {
  const length = (lines.at(-1)?.end ?? 0) - (lines[0]?.start ?? 0)
  return length === 0 ? 0 : (size * lines.length) / length
}

/** True if so many lines should lie between two neighbours that some must be missing: a download that left parts out. */
const isGap = (from: string, to: string, lines: number) => (placeOf(to) - placeOf(from)) * lines > widestGap

const notChecked = (reason: BreachFault): BreachAnswer => ({ state: 'notChecked', reason })

function foundIn({ lines }: Block, hash: string): BreachAnswer | undefined {
  const line = lines.find((one) => one.hash === hash)
  if (line === undefined) return undefined
  return line.count === 0 ? { state: 'notFound' } : { state: 'found', count: line.count }
}

type Ends = { readonly head: Block; readonly tail: Block; readonly lines: number; readonly fault?: BreachFault }

/** Reads both ends of a list, which show most faults: the list must span all hashes in order. */
async function readEnds(reader: BreachReader): Promise<Ends> {
  const { size } = reader
  const head = await readBlock(reader, 0, size, 0)
  const headEnd = head.lines.at(-1)?.end
  if (headEnd === undefined) return { head, tail: head, lines: 0, fault: head.fault ?? 'unreadable' }
  const hasTail = size > blockSize
  const tail = hasTail ? await readBlock(reader, headEnd, size, Math.max(headEnd, size - blockSize)) : head
  const lines = linesIn(size, head.lines)
  const [first, middle] = [head.lines[0]?.hash ?? '', head.lines.at(-1)?.hash ?? '']
  const fault = head.fault ?? tail.fault
  if (fault !== undefined) return { head, tail, lines, fault }
  if (hasTail && (tail.lines[0]?.hash ?? middle) < middle) return { head, tail, lines, fault: 'unsorted' }
  const last = tail.lines.at(-1)?.hash ?? middle
  const isWhole = !isGap(lowestHash, first, lines) && !isGap(last, highestHash, lines)
  return isWhole ? { head, tail, lines } : { head, tail, lines, fault: 'truncated' }
}

/** Narrows the range down to the hash, or to two neighbours without it. */
async function searchBetween(reader: BreachReader, start: Bracket, hash: string, lines: number): Promise<BreachAnswer> {
  let bracket = start
  for (let probes = 0; bracket.low < bracket.high; probes += 1) {
    const { low, high } = bracket
    const isLast = high - low <= blockSize
    const block = await readBlock(reader, low, high, nextProbe(bracket, hash, probes))
    const found = foundIn(block, hash)
    if (found !== undefined) return found
    if (block.fault !== undefined) return notChecked(block.fault)
    if (block.lines.length === 0 && !isLast) return notChecked('unreadable')
    const next = narrow(bracket, block.lines, hash)
    if (next === undefined) return notChecked('unsorted')
    bracket = isLast ? { ...next, high: next.low } : next
  }
  return isGap(bracket.lowHash, bracket.highHash, lines) ? notChecked('truncated') : { state: 'notFound' }
}

/**
 * Looks up a SHA-1 (40 upper-case hex digits) in a list of `HASH:COUNT` lines ordered by hash, such as Pwned Passwords: by guessing the
 * position, then by halving, in about 5 and at most 40 reads at 40 GB. A hash that is found counts whatever is wrong with the list; that a
 * hash is missing is answered only for a sound list.
 */
export async function searchBreaches(reader: BreachReader, hash: string): Promise<BreachAnswer> {
  const { head, tail, lines, fault } = await readEnds(reader)
  const found = foundIn(head, hash) ?? foundIn(tail, hash)
  if (found !== undefined) return found
  if (lines === 0) return notChecked(fault ?? 'unreadable')
  const all: Bracket = { low: 0, high: reader.size, lowHash: lowestHash, highHash: highestHash }
  const afterHead = narrow(all, head.lines, hash) ?? all
  const isInHead = afterHead.high < reader.size || tail === head
  const bracket = isInHead ? { ...afterHead, high: afterHead.low } : narrow(afterHead, tail.lines, hash)
  if (bracket === undefined) return notChecked('unsorted')
  const rest = await searchBetween(reader, bracket, hash, lines)
  return rest.state !== 'found' && fault !== undefined ? notChecked(fault) : rest
}

/** What is wrong with a list, judged by its ends and 64 places between them; a hole elsewhere is found when a search reaches it. */
export async function inspectBreaches(reader: BreachReader): Promise<BreachFault | undefined> {
  const { size } = reader
  const { head, lines, fault } = await readEnds(reader)
  if (fault !== undefined || size <= blockSize) return fault
  let last = head.lines.at(-1)
  for (let sample = 1; sample < samples; sample += 1) {
    const block = await readBlock(reader, 0, size, Math.floor(((size - blockSize) * sample) / samples))
    if (block.fault !== undefined) return block.fault
    const fresh = block.lines.filter((line) => line.start >= (last?.end ?? 0))
    const hashes = fresh.map((line) => line.hash)
    if (hashes.some((hash, index) => index > 0 && isGap(hashes[index - 1] as string, hash, lines))) return 'truncated'
    if (last !== undefined && fresh[0] !== undefined && fresh[0].hash < last.hash) return 'unsorted'
    last = fresh.at(-1) ?? last
  }
  return undefined
}
