import { createHash } from 'node:crypto'
import type { Entry as LdapEntry } from 'ldapts'
import { bytesOf, textOf, textsOf } from './entry-values.ts'

/**
 * The version of a password: when the server saw it change, which counts whole seconds, and a digest of the stored hashes where the account
 * may read those. Where neither can be read, `otherwise` stands for it, which may also change for another reason. Null without a password.
 */
export function passwordVersion(
  entry: LdapEntry,
  { changed, otherwise, seesPasswords }: { changed: string; otherwise: string; seesPasswords: boolean },
): string | null {
  const at = textOf(entry, changed) ?? ''
  const version = `${at} ${digestOf(entry)}`.trim()
  if (version !== '') return version
  const isUnseen = bytesOf(entry, 'userPassword') === null
  return isUnseen && seesPasswords ? null : (textOf(entry, otherwise) ?? 'unknown')
}

/** A password that the directory keeps as it is gets no digest, because that would be easy to guess. */
function digestOf(entry: LdapEntry): string {
  const hashes = textsOf(entry, 'userPassword').filter((value) => /^\{[\w-]+\}/.test(value))
  return hashes.length === 0 ? '' : createHash('sha256').update(hashes.toSorted().join('\n')).digest('base64url')
}
