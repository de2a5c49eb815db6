/** Saves text as a file through the browser's own download; what the text needs for Excel it brings along. */
export function saveFile(fileName: string, text: string, type: 'text/csv' | 'application/json' = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has its own hold on the data by then, and the text must not stay reachable.
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
