import type { Entry as LdapEntry } from 'ldapts'
import { textOf, textsOf } from './entry-values.ts'

/**
 * The user name and the name of a person. Of several user names the one in the entry's own name counts, because it is the one that stays;
 * without any, the common name stands for it.
 */
export function namesOf(entry: LdapEntry): { readonly username: string; readonly displayName: string } {
  const uids = textsOf(entry, 'uid')
  const own = /^uid=((?:[^,+\\]|\\.)+)/i.exec(entry.dn)?.[1]?.toLowerCase()
  const username = uids.find((uid) => uid.toLowerCase() === own) ?? uids[0] ?? textOf(entry, 'cn') ?? entry.dn
  const [displayName = username] = ['displayName', 'cn', 'gecos'].flatMap((name) => textOf(entry, name) ?? [])
  return { username, displayName }
}
