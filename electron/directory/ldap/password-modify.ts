import { BerWriter } from 'ldapts'

/** Password Modify (RFC 3062): the server sees the password as it is, checks it by its rules and hashes it by its own scheme. */
export const passwordModify = '1.3.6.1.4.1.4203.1.11.1'

export function passwordModifyValue(
  name: string,
  { from, to }: { readonly from?: string; readonly to: string },
): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeString(name, 0x80)
  if (from !== undefined) writer.writeString(from, 0x81)
  writer.writeString(to, 0x82)
  writer.endSequence()
  return writer.buffer
}
