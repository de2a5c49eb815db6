import { useCopyText } from '../base/clipboard/use-copy-text.ts'
import { useRegistrationClients } from './registration-clients.ts'

/** A page before the settings are known clears after this many seconds, as a fresh installation does. */
const clearSeconds = 30

/** Copies the codes, one a line; `copiedFor` says for how many seconds they stay on the clipboard. */
export function useCopyCodes(codes: readonly string[]) {
  const { copy, ...result } = useCopyText(clearSeconds, useRegistrationClients().copyText)
  return { ...result, copy: () => copy(codes.join('\n')) }
}
