/** Words without repetitions: words that differ only in capitals are shown once. */
export function uniqueWords(words: readonly string[]): readonly string[] {
  const known = new Map<string, string>()
  for (const word of words) if (!known.has(word.toLowerCase())) known.set(word.toLowerCase(), word)
  return [...known.values()]
}
