import { AndFilter, EqualityFilter, OrFilter } from 'ldapts'
import type { Session } from '../ldap/connection.ts'
import { bytesOf, valuesOf } from '../ldap/entry-values.ts'

/**
 * The security identifier of Keydesk's own account as access rules name it; null where the directory does not tell. The root names those of the
 * account and its groups (MS-ADTS 3.1.1.3.2.21), of which one is a user's.
 */
export async function accountSid(session: Session, root: string): Promise<string | null> {
  const held = ['tokenGroups']
  const [own] = await session
    .search('', { scope: 'base', attributes: held, explicitBufferAttributes: held })
    .catch(() => [])
  const sids = own === undefined ? [] : valuesOf(own, 'tokenGroups').map((bytes) => Buffer.from(bytes))
  if (sids.length === 0) return null
  const isOne = new OrFilter({
    filters: sids.map((value) => new EqualityFilter({ attribute: 'objectSid', value })),
  })
  const isUser = new EqualityFilter({ attribute: 'objectClass', value: 'user' })
  const filter = new AndFilter({ filters: [isUser, isOne] })
  const attributes = ['objectSid']
  const found = await session
    .search(root, { scope: 'sub', filter, attributes, explicitBufferAttributes: attributes, sizeLimit: 2 })
    .catch(() => [])
  const bytes = found[0] === undefined ? null : bytesOf(found[0], 'objectSid')
  return bytes && sidOf(bytes)
}

/** A security identifier in its text form (MS-DTYP 2.4.2.1); null for bytes that are none. */
export function sidOf(bytes: Buffer): string | null {
  const count = bytes[1] ?? 0
  if (bytes[0] !== 1 || count === 0 || bytes.length !== 8 + 4 * count) return null
  const parts = Array.from({ length: count }, (_, at) => bytes.readUInt32LE(8 + 4 * at))
  return ['S-1', bytes.readUIntBE(2, 6), ...parts].join('-')
}
