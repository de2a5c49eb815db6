const marks = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const

/** The text of a policy file as an editor has saved it: UTF-8, or by its mark UTF-16. Null for bytes of another encoding: replaced, they would be other words. */
export function policyFileText(bytes: Uint8Array): string | null {
  const marked = marks.find(([, signs]) => signs.every((sign, at) => bytes[at] === sign))
  try {
    return new TextDecoder(marked?.[0] ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
