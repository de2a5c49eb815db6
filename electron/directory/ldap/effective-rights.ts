import { type BerWriter, Control, ResultCodeError } from 'ldapts'
import type { Session } from './connection.ts'
import { textOf } from './entry-values.ts'

const whoAmI = '1.3.6.1.4.1.4203.1.11.3'

/** Asks what somebody may do with the entries of a search (draft-ietf-ldapext-acl-model, Get Effective Rights). */
class GetEffectiveRights extends Control {
  readonly #name: string

  constructor(name: string) {
    super('1.3.6.1.4.1.42.2.27.9.5.2', { critical: true })
    this.#name = name
  }

  protected override writeControl(writer: BerWriter): void {
    writer.writeBuffer(Buffer.from(`dn:${this.#name}`), 0x04)
  }
}

/** The name of Keydesk's own account as the server knows it (RFC 4532); empty where it does not tell. */
export async function accountName(session: Session): Promise<string> {
  const { value = '' } = await session.extended(whoAmI, undefined).catch((error) => {
    if (error instanceof ResultCodeError) return { value: '' }
    throw error
  })
  return value.replace(/^dn:\s*/i, '')
}

/**
 * Whether an account may write attributes of an entry; null for an attribute of which the server does not tell. The attributes must be asked for
 * by name.
 */
export async function effectiveWrites(
  session: Session,
  entry: string,
  { account, attributes }: { readonly account: string; readonly attributes: readonly string[] },
): Promise<(attribute: string) => boolean | null> {
  const control = new GetEffectiveRights(account)
  const search = session.search(entry, { scope: 'base', attributes: [...attributes] }, [control])
  const [found] = await search.catch((error) => (error instanceof ResultCodeError ? [] : Promise.reject(error)))
  const said = (found && textOf(found, 'attributeLevelRights')) ?? ''
  const rights = new Map(said.split(/,\s*/).map((one) => one.toLowerCase().split(':') as [string, string | undefined]))
  return (attribute) => rights.get(attribute.toLowerCase())?.includes('w') ?? null
}
