/** A typed recovery key, or a part of one, in capital letters without spaces and dashes; O counts as 0, I and L as 1 (Crockford's base 32). */
export function cleanRecoveryKey(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
}

/** True for the last four characters of a recovery key, as somebody types them who has stored it; true for the whole key, too. */
export function isLastBlock(typed: string, recoveryKey: string): boolean {
  const [clean, key] = [cleanRecoveryKey(typed), cleanRecoveryKey(recoveryKey)]
  return clean === key.slice(-4) || clean === key
}
