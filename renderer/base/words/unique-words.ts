/** Words as they are shown: one that differs from another by capitals only says nothing new. */
export function uniqueWords(words: readonly string[]): readonly string[] {
  const known = new Map<string, string>()
  for (const word of words) if (!known.has(word.toLowerCase())) known.set(word.toLowerCase(), word)
  return [...known.values()]
}
