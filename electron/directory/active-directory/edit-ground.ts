import type { Entry as LdapEntry } from 'ldapts'
import type { Session } from '../ldap/connection.ts'
import { textsOf } from '../ldap/entry-values.ts'
import { activeDirectoryUser } from '../ldap/person-attributes.ts'
import type { Ground } from '../ldap/person-edits.ts'

/**
 * What Keydesk's account may write of somebody, as the directory computes it (MS-ADTS 3.1.1.4.5.21 and 3.1.1.4.5.22); `mayWrite` is null for
 * what it does not tell.
 */
export async function groundOf(session: Session, entry: LdapEntry) {
  const attributes = ['allowedAttributes', 'allowedAttributesEffective']
  const [found] = await session.search(entry.dn, { scope: 'base', attributes })
  const namesIn = (name: string) => new Set(found ? textsOf(found, name).map((one) => one.toLowerCase()) : [])
  const [allowed, effective] = [namesIn('allowedAttributes'), namesIn('allowedAttributesEffective')]
  // Whoever may read the first is told the second, which is empty for an account without any right.
  const isTold = allowed.size > 0
  const mayWrite = (attribute: string) => (isTold ? effective.has(attribute.toLowerCase()) : null)
  const ground: Ground = {
    map: activeDirectoryUser,
    barOf: (attribute) => {
      if (isTold && !allowed.has(attribute.toLowerCase())) return 'noPlace'
      return mayWrite(attribute) === false ? 'noRight' : null
    },
    needs: () => false,
    takes: () => true,
    // Windows ends lines with two characters.
    kept: (_, value) => value.replaceAll(/\r?\n/g, '\r\n'),
  }
  return { ground, mayWrite }
}
