import { Attribute, Change, type Control } from 'ldapts'
import { IntegerControl } from './integer-control.ts'

/** What unicodePwd is written with: the password in quotes, as UTF-16 (MS-ADTS 3.1.1.3.1.5.1). */
export const quoted = (password: string): Buffer => Buffer.from(`"${password}"`, 'utf16le')

function change(operation: 'add' | 'delete' | 'replace', type: string, value: string | Buffer): Change {
  const values = typeof value === 'string' ? [value] : [value]
  return new Change({ operation, modification: new Attribute({ type, values: values as string[] | Buffer[] }) })
}

export const replace = (type: string, value: string): Change => change('replace', type, value)

/** A new password for somebody whose old one is not known: `userPassword` is an ordinary attribute here, which everybody can read. */
export const setPassword = (password: string): Change => change('replace', 'unicodePwd', quoted(password))

/** A new password by whoever knows the old one. */
export const changePassword = (from: string, to: string): readonly Change[] => [
  change('delete', 'unicodePwd', quoted(from)),
  change('add', 'unicodePwd', quoted(to)),
]

/** `pwdLastSet` 0: the password must be changed at the next sign-in (MS-ADTS 3.1.1.3.1.5.3). */
export const mustChange: Change = replace('pwdLastSet', '0')
export const unlock: Change = replace('lockoutTime', '0')

/** Replaces a value only if it is still the one that was read; else the server answers noSuchAttribute. */
export const exchange = (type: string, from: string, to: string): readonly Change[] => [
  change('delete', type, from),
  change('add', type, to),
]

/** LDAP_SERVER_POLICY_HINTS_OID; a server that knows the control names it in its root entry. */
export const policyHintsOid = '1.2.840.113556.1.4.2239'
/**
 * Makes a reset keep the history and the minimum age of passwords, as a change does (MS-ADTS 3.1.1.3.4.1.27).
 * Not critical, because older servers don't know it.
 */
export const policyHints = (): Control => new IntegerControl(policyHintsOid, 1, { critical: false })
