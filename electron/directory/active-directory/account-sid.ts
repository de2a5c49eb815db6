import { EqualityFilter } from 'ldapts'
import type { Session } from '../ldap/connection.ts'
import { bytesOf } from '../ldap/entry-values.ts'

const whoAmI = '1.3.6.1.4.1.4203.1.11.3'

/** The security identifier of Keydesk's own account as access rules name it; null where the directory does not tell. */
export async function accountSid(session: Session, root: string): Promise<string | null> {
  // Answered as `u:DOMAIN\name` (MS-ADTS 3.1.1.3.4.2.4).
  const { value = '' } = await session.extended(whoAmI, undefined).catch(() => ({ value: '' }))
  const name = /^u:[^\\]*\\(.+)$/.exec(value)?.[1]
  if (name === undefined) return ownSid(session)
  const filter = new EqualityFilter({ attribute: 'sAMAccountName', value: name })
  const attributes = ['objectSid']
  const search = { scope: 'sub' as const, filter, attributes, explicitBufferAttributes: attributes, sizeLimit: 2 }
  const found = await session.search(root, search).catch(() => [])
  const bytes = found[0] ? bytesOf(found[0], 'objectSid') : null
  return bytes && sidOf(bytes)
}

/** The first of the identifiers that the connection has its rights by, which is the account's own; Samba has no other way to ask. */
async function ownSid(session: Session): Promise<string | null> {
  const attributes = ['tokenGroups']
  const search = { scope: 'base' as const, attributes, explicitBufferAttributes: attributes }
  const [root] = await session.search('', search).catch(() => [])
  const [first] = [root?.tokenGroups ?? []].flat()
  return Buffer.isBuffer(first) ? sidOf(first) : null
}

/** A security identifier in its text form (MS-DTYP 2.4.2.1); null for bytes that are none. */
export function sidOf(bytes: Buffer): string | null {
  const count = bytes[1] ?? 0
  if (bytes[0] !== 1 || count === 0 || bytes.length !== 8 + 4 * count) return null
  const parts = Array.from({ length: count }, (_, at) => bytes.readUInt32LE(8 + 4 * at))
  return ['S-1', bytes.readUIntBE(2, 6), ...parts].join('-')
}
