/** Copies as Ctrl+C does, which the desktop window allows its page where it refuses the other way. */
function copySelected(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  try {
    return document.execCommand('copy')
  } finally {
    field.remove()
  }
}

/** Puts a text that is no password on the clipboard; false where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  const focused = document.activeElement
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const isCopied = copySelected(text)
    if (focused instanceof HTMLElement) focused.focus()
    return isCopied
  }
}
