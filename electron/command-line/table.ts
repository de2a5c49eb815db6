import { printable } from './output.ts'

/** Spaces between two columns, and before what belongs to the line above. */
const gap = 2
/** No column is made narrower than this, in columns of the terminal. */
const leastWidth = 8

type Rows = readonly (readonly string[])[]

/**
 * Cells under headings, padded with spaces. Where the terminal is too narrow for the longest cells, they go on in the line below, broken at spaces.
 * Where that is not enough, the first cell of a row, a name or an id, has a line of its own, so that it stays whole, and the others follow below
 * it. Nothing is cut off. Without a terminal each row is one line.
 */
export function table(
  headings: readonly string[],
  rows: Rows,
  screen = process.stdout.columns || Number.POSITIVE_INFINITY,
): string {
  const cells = [headings, ...rows].map((row) => row.map((cell) => printable(cell).replaceAll('\n', ' ')))
  return (inLine(cells, screen) ?? belowTheFirst(cells, screen)).join('\n')
}

/** All cells of a row beside each other; null where the screen is too narrow for that. */
function inLine(cells: Rows, screen: number): readonly string[] | null {
  const { widths, words } = measured(cells)
  const room = screen - gap * (widths.length - 1)
  narrow(widths, words, room)
  return total(widths) > room ? null : cells.flatMap((row) => linesOf(row, widths))
}

/** The first cell of each row in a line of its own, and the others below it, broken within words where there is no other way. */
function belowTheFirst(cells: Rows, screen: number): readonly string[] {
  const others = cells.map((row) => row.slice(1))
  const { widths, words } = measured(others)
  const room = screen - gap * widths.length
  narrow(widths, words, room)
  const least = words.map((width) => Math.min(width, leastWidth))
  narrow(widths, least, room)
  return cells.flatMap(([first = '', ...rest]) => {
    const below = linesOf(rest, widths).filter((line) => line !== '')
    return [...wrapped(first, screen), ...below.map((line) => ' '.repeat(gap) + line)]
  })
}

/** The width of the longest cell and of the longest word in each column. */
function measured(cells: Rows): { readonly widths: number[]; readonly words: readonly number[] } {
  const columns = (cells[0] ?? []).map((_, at) => cells.map((row) => row[at] ?? ''))
  return {
    widths: columns.map(widest),
    words: columns.map((column) => widest(column.flatMap((cell) => cell.split(' ')))),
  }
}

const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0)

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, textWidth(text)), 0)
}

/** Makes the widest columns narrower, none below its least width, until all of them have room. */
function narrow(widths: number[], least: readonly number[], room: number): void {
  const spare = (at: number) => (widths[at] ?? 0) > (least[at] ?? 0)
  for (let over = total(widths) - room; over > 0; over -= 1) {
    const able = [...widths.keys()].filter(spare)
    const most = Math.max(...able.map((at) => widths[at] ?? 0))
    const at = able.find((one) => widths[one] === most)
    if (at === undefined) return
    widths[at] = most - 1
  }
}

/** The lines of one row, none of which ends in spaces. */
function linesOf(row: readonly string[], widths: readonly number[]): readonly string[] {
  const parts = widths.map((width, at) => wrapped(row[at] ?? '', width))
  const height = Math.max(...parts.map((part) => part.length))
  const line = (number: number) =>
    parts.map((part, at) => padded(part[number] ?? '', widths[at] ?? 0)).join(' '.repeat(gap))
  return Array.from({ length: height }, (_, number) => line(number).trimEnd())
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}

/** A text in lines of a width, broken at spaces, and within words that are longer than a line. */
function wrapped(text: string, width: number): readonly string[] {
  if (textWidth(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const piece of text.split(' ').flatMap((word, at) => pieces(word, width, at > 0))) {
    if (line !== '' && textWidth(line + piece) > width) {
      lines.push(line)
      line = piece.trimStart()
    } else line += piece
  }
  return [...lines, line]
}

/** A word with the space before it, in pieces that fit a line. */
function pieces(word: string, width: number, hasSpace: boolean): readonly string[] {
  const space = hasSpace ? ' ' : ''
  if (textWidth(word) <= width) return [space + word]
  return [...graphemes.segment(word)].map(({ segment }, at) => (at === 0 ? space + segment : segment))
}

const graphemes = new Intl.Segmenter()
/** What takes two columns of a terminal: the wide letters of East Asia (UAX #11) and emoji (UTS #51). */
const wide =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u
/** What takes none by itself, because it is drawn over its neighbour or not at all. */
const isFlat = /^[\p{M}\p{Cf}]+$/u

/** How many columns of a terminal a text takes. */
export function textWidth(text: string): number {
  // Letters of Latin alphabets take one each.
  if (/^[\u0020-\u02ff]*$/.test(text)) return text.length
  return [...graphemes.segment(text)].reduce((sum, { segment }) => {
    if (isFlat.test(segment)) return sum
    return sum + (wide.test(segment) ? 2 : 1)
  }, 0)
}
