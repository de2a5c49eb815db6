import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import type { Services } from '../../../electron/services.ts'
import type { DirectoryId } from '../../../shared/directories.ts'
import type { UserId } from '../../../shared/ids.ts'
import type { MatchDoubt } from '../../../shared/rules/directory/match-people.ts'
import type { RoleName } from '../../../shared/rules/role-matrix.ts'
import { signedInPerson, type TestOptions } from '../../support/test-services.ts'
import { itemsOf } from '../../support/two-admins.ts'
import { entry, pretendOffice } from './pretend-directory.ts'

export const firstPage = { isFresh: true, tab: 'pairs', search: '', offset: 0, limit: 100 } as const

/** Keydesk's own people, each with a password of their own, and a directory that has them, too. */
export async function growing(options: TestOptions = {}, roles: readonly (readonly RoleName[])[] = [[]]) {
  const desk = await pretendOffice(options)
  const { services, owner, office } = desk
  const people = []
  for (const held of roles) people.push(await signedInPerson(services, owner, held))
  const nameOf = (id: UserId) => services.users.stored(id)?.displayName ?? ''
  for (const { id, username } of people)
    office.put(entry(`e${id}`, { username: username.toUpperCase(), displayName: nameOf(id) }))
  await office.look()
  const entryOf = (id: UserId) =>
    rows<{ id: UserId }>(desk.dataDir, `SELECT id FROM users WHERE directory_key = 'e${id}'`)[0]?.id as UserId
  return { ...desk, people, entryOf, nameOf }
}

/** What the store says now. */
export function rows<T>(dataDir: string, query: string): readonly T[] {
  const sql = new Sqlite(join(dataDir, 'keydesk.db'), { readonly: true })
  try {
    return sql.prepare<[], T>(query).all()
  } finally {
    sql.close()
  }
}

/** Matches everybody of whom there is no doubt, and those pairs in doubt that are given. */
export async function adoptAll(
  services: Services,
  id: DirectoryId,
  call: SignedInCall,
  also: readonly { person: UserId; entry: UserId; doubts: readonly MatchDoubt[] }[] = [],
) {
  const { digest, counts } = await services.directories.match({ id, ...firstPage }, call)
  const pairs = counts.pairs > 0 ? { digest, except: [] } : null
  const { jobId } = await services.directories.adopt({ id, pairs, also }, call)
  return { jobId, items: await itemsOf(services, jobId, call) }
}

/** Undoes the matches of some people. */
export async function undo(services: Services, id: DirectoryId, ids: readonly UserId[], call: SignedInCall) {
  const { jobId } = await services.directories.undoMatch({ id, users: { kind: 'people', ids } }, call)
  return itemsOf(services, jobId, call)
}
