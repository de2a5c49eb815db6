/**
 * The clipboard as the page itself can use it, for doors that can't copy. Only this folder may ask the browser for it: the desktop window denies
 * it to every page, because any program could read there what a page writes.
 */
export function writeByPage(text: string): Promise<void> {
  return navigator.clipboard.writeText(text)
}

/** Copies by the browser's copy command, which the desktop window allows where it refuses the clipboard API. */
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

/** Copies a text that is no password; false where the browser refuses. */
export async function copyByPage(text: string): Promise<boolean> {
  const focused = document.activeElement
  try {
    await writeByPage(text)
    return true
  } catch {
    const isCopied = copySelected(text)
    if (focused instanceof HTMLElement) focused.focus()
    return isCopied
  }
}
