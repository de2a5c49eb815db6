/** Saves text as a file through the browser's own download; the text already holds what Excel needs. */
export function saveFile(
  fileName: string,
  text: string,
  type: 'text/csv' | 'text/plain' | 'application/json' = 'text/csv',
): void {
  save(fileName, new Blob([text], { type: `${type};charset=utf-8` }))
}

/** Saves a binary file from its base 64. */
export function saveBytes(fileName: string, base64: string, type: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  save(fileName, new Blob([bytes], { type }))
}

/** Saves a long file that came in pieces. */
export function savePieces(fileName: string, pieces: readonly Blob[], type: 'text/csv'): void {
  save(fileName, new Blob([...pieces], { type: `${type};charset=utf-8` }))
}

function save(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // By then the download has its own reference to the data, so that the text need not stay in memory.
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
