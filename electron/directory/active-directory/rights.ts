import { Attribute, Change, type Entry as LdapEntry } from 'ldapts'
import type { RightLine } from '../../../shared/directories.ts'
import type { Session } from '../ldap/connection.ts'
import { textOf, textsOf } from '../ldap/entry-values.ts'
import { isResult } from '../ldap/refusal.ts'
import { rightLine } from '../ldap/rights.ts'
import { person, stateAttributes } from './people.ts'
import { rulesFor } from './rules.ts'

const pageSize = 1000
/** What an access rule names in SDDL (MS-ADTS 5.1.3.2 and 6.1.1): the class of users, an attribute, or the right to reset passwords. */
const guid = {
  user: 'bf967aba-0de6-11d0-a285-00aa003049e2',
  resetPassword: '00299570-246d-11d0-a768-00aa006e0529',
  pwdLastSet: 'bf967a0a-0de6-11d0-a285-00aa003049e2',
  lockoutTime: '28630ebf-41d5-11d1-a9c1-0000f80367c1',
} as const

/** The commands that give Keydesk's account a right over everybody below the base. */
function commandsFor(isSamba: boolean, base: string) {
  const windows = (right: string) => `dsacls "${base}" /I:S /G "<account>:${right}"`
  const samba = (rule: string) =>
    `samba-tool dsacl set --objectdn="${base}" --sddl="(OA;CIIO;${rule};${guid.user};<SID of the account>)"`
  return isSamba
    ? {
        read: samba('RP;'),
        reset: samba(`CR;${guid.resetPassword}`),
        requireChange: samba(`WP;${guid.pwdLastSet}`),
        unlock: samba(`WP;${guid.lockoutTime}`),
      }
    : {
        read: windows('RP;;user'),
        reset: windows('CA;Reset Password;user'),
        requireChange: windows('WP;pwdLastSet;user'),
        unlock: windows('WP;lockoutTime;user'),
      }
}

/** What the account may do with somebody who is no admin of the domain, found out by requests that change nothing, and how many people it sees. */
export async function rightsOf(session: Session, base: string) {
  const [root] = await session.search('', { scope: 'base', attributes: ['vendorName'] })
  const isSamba = root !== undefined && textsOf(root, 'vendorName').some((name) => name.includes('Samba'))
  const commands = commandsFor(isSamba, base)
  const { people, one } = await countPeople(session, base)
  if (one === null) return { people, rights: [rightLine('readPeople', false, commands.read)] satisfies RightLine[] }
  const [effective] = await session.search(one.dn, { scope: 'base', attributes: ['allowedAttributesEffective'] })
  const writable = effective && textsOf(effective, 'allowedAttributesEffective').map((name) => name.toLowerCase())
  const mayWrite = (name: string) => writable?.includes(name.toLowerCase()) ?? null
  const readsState = textOf(one, 'userAccountControl') !== null && textOf(one, 'pwdLastSet') !== null
  return {
    people,
    rights: [
      rightLine('readPeople', true),
      rightLine('readState', readsState, commands.read),
      rightLine('reset', await mayReset(session, one.dn, isSamba), commands.reset),
      rightLine('requireChange', mayWrite('pwdLastSet'), commands.requireChange),
      rightLine('unlock', mayWrite('lockoutTime'), commands.unlock),
      rightLine('readRules', (await rulesFor(session, one)) !== 'unknown'),
    ] satisfies RightLine[],
  }
}

/** How many people the account sees, and one of them to try rights on: the directory's own admins are kept from all delegated rights. */
async function countPeople(session: Session, base: string) {
  let people = 0
  let one: LdapEntry | null = null
  const search = {
    scope: 'sub' as const,
    filter: person,
    attributes: [...stateAttributes, 'msDS-ResultantPSO'],
    pageSize,
  }
  for await (const page of session.pages(base, search)) {
    people += page.length
    one ??= page.find((entry) => textOf(entry, 'adminCount') === null) ?? null
  }
  return { people, one }
}

/**
 * Whether the account may reset passwords. No attribute tells, so that a value is written that can be no password: a server that looks at
 * rights first refuses it for another reason if the right is there. Only Samba is known to do so; null where it is not known.
 */
async function mayReset(session: Session, name: string, looksAtRightsFirst: boolean): Promise<boolean | null> {
  // Without the quotes, and half a character long.
  const modification = new Attribute({ type: 'unicodePwd', values: [Buffer.from([0x58])] })
  try {
    await session.modify(name, [new Change({ operation: 'replace', modification })])
    return null
  } catch (error) {
    if (isResult(error, 'insufficientAccessRights')) return false
    const isJudged = isResult(error, 'unwillingToPerform') || isResult(error, 'constraintViolation')
    return looksAtRightsFirst && isJudged ? true : null
  }
}
