const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first character of a text as people see it, with all its accents and joined parts; empty for an empty text. */
export function firstCharacter(text: string): string {
  for (const { segment } of graphemes.segment(text.slice(0, 100))) return segment
  return ''
}

/** The beginning of a text, at most `longest` units of UTF-16, that ends with a whole character as people see it: no half emoji, no lost accent. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text
  // A character is rarely longer than this, and a text may be very long.
  const near = graphemes.segment(text.slice(0, longest + 100))
  let end = 0
  for (const { index, segment } of near) {
    if (index + segment.length > longest) break
    end = index + segment.length
  }
  return text.slice(0, end)
}
