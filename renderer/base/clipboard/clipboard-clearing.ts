type Pending = {
  /** The SHA-256 of the copied text, for a comparison without keeping the password itself in memory. */
  readonly fingerprint: string
  readonly dueAt: number
  isOursForSure: boolean
}

let pending: Pending | null = null
let isWatching = false

async function fingerprintOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return new Uint8Array(digest).join()
}

async function readPermission(): Promise<PermissionState> {
  try {
    return (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state
  } catch {
    return 'denied'
  }
}

async function stillHolds(copied: Pending): Promise<boolean> {
  if (copied.isOursForSure) return true
  if ((await readPermission()) !== 'granted') return false
  return (await fingerprintOf(await navigator.clipboard.readText())) === copied.fingerprint
}

async function clear(): Promise<void> {
  const copied = pending
  // The browser allows access only with the focus, so that the focus event tries again.
  if (copied === null || Date.now() < copied.dueAt || !document.hasFocus()) return
  pending = null
  try {
    if (await stillHolds(copied)) await navigator.clipboard.writeText('')
  } catch {
    // The browser refused, and the page has no other way to clear the clipboard.
  }
}

function noteOtherCopy(): void {
  if (pending !== null) pending.isOursForSure = false
}

function clearOnExit(): void {
  if (pending?.isOursForSure === true) void navigator.clipboard.writeText('').catch(() => {})
  pending = null
}

function watch(): void {
  if (isWatching) return
  isWatching = true
  for (const event of ['blur', 'copy', 'cut']) addEventListener(event, noteOtherCopy)
  addEventListener('focus', () => void clear())
  addEventListener('pagehide', clearOnExit)
}

/**
 * Clears the clipboard after so many seconds if it still holds this text. A page may use the clipboard only with the focus, and read it only
 * with permission: without the focus it waits; without permission it clears only if nothing else can have been copied.
 */
export async function clearClipboardAfter(text: string, seconds: number): Promise<void> {
  watch()
  pending = { fingerprint: await fingerprintOf(text), dueAt: Date.now() + seconds * 1000, isOursForSure: true }
  // The browser asks for permission at the click, because half a minute later nobody would know why it asks.
  if ((await readPermission()) === 'prompt') void navigator.clipboard.readText().catch(() => {})
  setTimeout(() => void clear(), seconds * 1000 + 50)
}
