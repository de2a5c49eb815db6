import { z } from 'zod'
import { language as knownLanguage, type UserId } from '../../shared/ids.ts'
import { contactFields, type UserRow } from '../../shared/users.ts'
import type { Caller } from '../rpc/caller.ts'
import { usageError } from './complaint.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { findUsers } from './find-users.ts'
import { requestIfWaiting } from './results.ts'
import { words } from './words.ts'

const fieldNames = ['username', 'displayName', 'language', ...contactFields] as const
/** What `users edit` takes: any of somebody's fields; a language may be taken away. */
const typedFields = z.partialRecord(z.enum(fieldNames), z.string().nullable())

/** The acts on one person that are done or not, each by its operation. */
export const acts = {
  block: (caller: Caller, id: UserId) => caller.users.block({ id, isBlocked: true }),
  allow: (caller: Caller, id: UserId) => caller.users.block({ id, isBlocked: false }),
  unlock: (caller: Caller, id: UserId) => caller.policies.unlock({ userId: id }),
  'never-expires': (caller: Caller, id: UserId) => caller.users.setNeverExpires({ id, isOn: true }),
  expires: (caller: Caller, id: UserId) => caller.users.setNeverExpires({ id, isOn: false }),
} as const

export const actOnUser = (options: Options, typed: string, act: keyof typeof acts): Promise<ExitStatus> =>
  withUser(options, typed, (caller, { id }) => acts[act](caller, id))

/** Changes the fields that the JSON names, in Keydesk or in the person's directory; the others stay. */
export function editUser(options: Options, typed: string, json: string): Promise<ExitStatus> {
  const fields = fieldsOf(json)
  return withUser(options, typed, async (caller, { id }) => {
    const { username, displayName, contact, language } = await caller.users.get({ id })
    const seen = { username, displayName, language, contact }
    const { username: name, displayName: shown, language: spoken, ...rest } = fields
    const typedContact = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, value ?? '']))
    await caller.users.edit({
      id,
      username: name ?? username,
      displayName: shown ?? displayName,
      language: spoken === undefined ? language : spoken,
      contact: { ...contact, ...typedContact },
      seen,
    })
  })
}

function fieldsOf(json: string) {
  const { t } = words()
  let values: unknown
  try {
    values = JSON.parse(json)
  } catch {
    throw usageError(t('commandLine.notJson'))
  }
  const parsed = typedFields.safeParse(values)
  const spoken = knownLanguage.nullable().optional().safeParse(parsed.data?.language)
  if (parsed.success && spoken.success && Object.keys(parsed.data).length > 0)
    return { ...parsed.data, language: spoken.data }
  throw usageError(t('commandLine.noField', { fields: fieldNames.join(', ') }))
}

function withUser(
  options: Options,
  typed: string,
  work: (caller: Caller, user: UserRow) => Promise<unknown>,
): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const [user] = (await findUsers(caller, [typed])).users
    if (user === undefined) throw usageError(words().t('commandLine.noUser', { name: typed }))
    return requestIfWaiting(output, async () => {
      await work(caller, user)
      output.answer({ username: user.username, outcome: 'done' }, () =>
        words().t('commandLine.changed', { username: user.username }),
      )
      return exitStatus.done
    })
  })
}
