import { Attribute, Change, type Entry as LdapEntry } from 'ldapts'
import type { RightLine } from '../../../shared/directories.ts'
import type { Session } from '../ldap/connection.ts'
import { bytesOf, textOf, textsOf } from '../ldap/entry-values.ts'
import { editRight } from '../ldap/person-edits.ts'
import { isResult } from '../ldap/refusal.ts'
import { rightLine } from '../ldap/rights.ts'
import { accountSid, sidOf } from './account-sid.ts'
import { groundOf } from './edit-ground.ts'
import { person, stateAttributes } from './people.ts'
import { rootOf, rulesFor } from './rules.ts'

const pageSize = 1000
/** What an access rule names in SDDL (MS-ADTS 5.1.3.2 and 6.1.1): the class of users, an attribute, or the right to reset passwords. */
const guid = {
  user: 'bf967aba-0de6-11d0-a285-00aa003049e2',
  resetPassword: '00299570-246d-11d0-a768-00aa006e0529',
  pwdLastSet: 'bf967a0a-0de6-11d0-a285-00aa003049e2',
  lockoutTime: '28630ebf-41d5-11d1-a9c1-0000f80367c1',
} as const

/** The same for the attributes of people that can be edited, one by one: the sets that hold them also hold what lets somebody sign in as another. */
const editedGuid: Readonly<Record<string, string>> = {
  displayName: 'bf967953-0de6-11d0-a285-00aa003049e2',
  givenName: 'f0f8ff8e-1191-11d0-a060-00aa006c33ed',
  sn: 'bf967a41-0de6-11d0-a285-00aa003049e2',
  title: 'bf967a55-0de6-11d0-a285-00aa003049e2',
  department: 'bf96794f-0de6-11d0-a285-00aa003049e2',
  physicalDeliveryOfficeName: 'bf9679f7-0de6-11d0-a285-00aa003049e2',
  telephoneNumber: 'bf967a49-0de6-11d0-a285-00aa003049e2',
  mobile: 'f0f8ffa3-1191-11d0-a060-00aa006c33ed',
  facsimileTelephoneNumber: 'bf967974-0de6-11d0-a285-00aa003049e2',
  mail: 'bf967961-0de6-11d0-a285-00aa003049e2',
  streetAddress: 'f0f8ff84-1191-11d0-a060-00aa006c33ed',
  l: 'bf9679a2-0de6-11d0-a285-00aa003049e2',
  st: 'bf967a39-0de6-11d0-a285-00aa003049e2',
  postalCode: 'bf9679fd-0de6-11d0-a285-00aa003049e2',
  co: 'f0f8ffa7-1191-11d0-a060-00aa006c33ed',
}

/** The commands that give Keydesk's account a right over everybody below the base. */
function commandsFor(isSamba: boolean, base: string, sid: string) {
  const windows = (...rights: readonly string[]) =>
    `dsacls "${base}" /I:S /G ${rights.map((right) => `"<account>:${right}"`).join(' ')}`
  const samba = (...rules: readonly string[]) =>
    `samba-tool dsacl set --objectdn="${base}" --sddl="${rules
      .map((rule) => `(OA;CIIO;${rule};${guid.user};${sid})`)
      .join('')}"`
  return isSamba
    ? {
        read: samba('RP;'),
        reset: samba(`CR;${guid.resetPassword}`),
        requireChange: samba(`WP;${guid.pwdLastSet}`),
        unlock: samba(`WP;${guid.lockoutTime}`),
        edit: (names: readonly string[]) => samba(...names.map((name) => `WP;${editedGuid[name]}`)),
      }
    : {
        read: windows('RP;;user'),
        reset: windows('CA;Reset Password;user'),
        requireChange: windows('WP;pwdLastSet;user'),
        unlock: windows('WP;lockoutTime;user'),
        edit: (names: readonly string[]) => windows(...names.map((name) => `WP;${name};user`)),
      }
}

/** What the account may do with somebody who is no admin of the domain, found out by requests that change nothing, and how many people it sees. */
export async function rightsOf(session: Session, base: string) {
  const [root] = await session.search('', { scope: 'base', attributes: ['vendorName'] })
  const isSamba = root !== undefined && textsOf(root, 'vendorName').some((name) => name.includes('Samba'))
  const sid = await accountSid(session, await rootOf(session))
  const commands = commandsFor(isSamba, base, sid ?? '<SID of the account>')
  const { people, one } = await countPeople(session, base, sid)
  if (one === null) return { people, rights: [rightLine('readPeople', false, commands.read)] satisfies RightLine[] }
  const { ground, mayWrite } = await groundOf(session, one)
  const { state, missing } = editRight(one, ground)
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
      { right: 'edit', state, command: missing.length === 0 ? '' : commands.edit(missing) },
    ] satisfies RightLine[],
  }
}

/**
 * How many people the account sees, and one of them to try rights on: the directory's own admins are kept from all delegated rights, and the account
 * may do more with itself than with others.
 */
async function countPeople(session: Session, base: string, ownSid: string | null) {
  let people = 0
  let one: LdapEntry | null = null
  const search = {
    scope: 'sub' as const,
    filter: person,
    attributes: [...stateAttributes, 'msDS-ResultantPSO', 'objectSid'],
    explicitBufferAttributes: ['objectSid'],
    pageSize,
  }
  const isOwn = (entry: LdapEntry) => {
    const bytes = bytesOf(entry, 'objectSid')
    return ownSid !== null && bytes !== null && sidOf(bytes) === ownSid
  }
  for await (const page of session.pages(base, search)) {
    people += page.length
    one ??= page.find((entry) => textOf(entry, 'adminCount') === null && !isOwn(entry)) ?? null
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
