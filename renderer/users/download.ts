/** Saves text as a file through the browser's own download, as UTF-8; what the text needs for Excel it brings along. */
export function downloadText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has its own hold on the data by the next turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
