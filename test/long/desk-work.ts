import type Sqlite from 'better-sqlite3'
import type { JobId, RequestId, UserId } from '../../shared/ids.ts'
import { noFilter } from '../../shared/users.ts'
import { type Client, callPortal, type Desk, type Look, outcomeOf, policiesOfTest, type World } from './killed-desk.ts'

type Sql = Sqlite.Database
/** Notes an operation, does it, and notes that it was answered. `lasts`: nothing later changes what it left. */
type Step = <T>(work: string, look: Look, run: () => Promise<T>, lasts?: boolean) => Promise<T>
export type WorkContext = {
  readonly world: World
  readonly desk: Desk
  readonly owner: Client
  readonly second: Client
  readonly step: Step
  readonly random: () => number
}
type Kind = (context: WorkContext) => Promise<void>

const one = <T>(sql: Sql, text: string, ...given: unknown[]) =>
  sql
    .prepare(text)
    .pluck()
    .get(...given) as T | undefined
const entries = (sql: Sql, action: string, target: number | string) =>
  one<number>(
    sql,
    `SELECT count(*) FROM audit WHERE action = ? AND result = 'success' AND ${typeof target === 'number' ? 'target_id' : 'target'} = ?`,
    action,
    target,
  ) ?? 0
const has = (sql: Sql, text: string, ...given: unknown[]) => one(sql, `SELECT EXISTS (${text})`, ...given) === 1
const generated = { kind: 'generate', style: 'strong', language: 'en' } as const
const user = (sql: Sql, id: number) =>
  sql.prepare('SELECT * FROM users WHERE id = ?').get(id) as Record<string, unknown>
const name = (world: World) => {
  world.serial += 1
  return `n${world.serial}x${Math.random().toString(36).slice(2, 8)}`
}

/** Registers are overwritten: only the newest write of each can be looked for. */
const newest = new Map<World, Map<string, string>>()
function register(world: World, what: string, value: string) {
  const known = newest.get(world) ?? new Map<string, string>()
  newest.set(world, known)
  known.set(what, value)
  return (found: unknown, ...facts: readonly boolean[]) =>
    known.get(what) === value ? outcomeOf(found === value, ...facts) : 'whole'
}

async function upload(client: Client, bytes: Buffer, of: 'Users' | 'Contacts', fileName: string) {
  const imports = client.imports
  const start = { fileName, size: bytes.length }
  const { importId } = of === 'Users' ? await imports.startUsers(start) : await imports.startContacts(start)
  const chunk = { importId, index: 0, bytes: bytes.toString('base64') }
  await (of === 'Users' ? imports.uploadUsers(chunk) : imports.uploadContacts(chunk))
  return importId
}

/** Does what waits for the second admin, with their yes. */
async function withApproval(second: Client, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await second.requests.approve({ id: waitingRequest(error) })
  }
}

/** The number under which something waits for the second admin; any other refusal is thrown on. */
function waitingRequest(error: unknown): RequestId {
  const { code, data } = error as { code?: unknown; data?: { request?: RequestId } }
  if (code !== 'WAITING_FOR_APPROVAL' || data?.request === undefined) throw error
  return data.request
}

/** Writes of one register follow one another, so that the newest is the one that must be there. */
const busy = new Set<string>()
function alone(what: string, kind: Kind): Kind {
  return async (context) => {
    const key = `${what} ${context.world.dataDir}`
    if (busy.has(key)) return
    busy.add(key)
    await kind(context).finally(() => busy.delete(key))
  }
}

/** Every kind of work that an admin, a second admin, a new person and somebody at the portal do. */
export const kinds: Readonly<Record<string, Kind>> = {
  add: async ({ world, owner, step }) => {
    const username = `${name(world)}@add.test`
    const look: Look = (sql) =>
      outcomeOf(has(sql, 'SELECT 1 FROM users WHERE username = ?', username), entries(sql, 'Add user.', username) === 1)
    await step('add', look, () => owner.users.add({ username, displayName: 'New', contact: {}, language: null }))
  },
  edit: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const text = name(world)
    const { username } = await owner.users.get({ id })
    const look: Look = (sql) => {
      const row = user(sql, id)
      return outcomeOf(row.display_name === text, row.department === text, entries(sql, 'Update user.', id) === 1)
    }
    const contact = { department: text, mobilePhone: '+45 12 34 56 78' }
    await step('edit', look, () => owner.users.edit({ id, username, displayName: text, contact, language: null }))
  },
  block: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const look: Look = (sql) => outcomeOf(user(sql, id).is_blocked === 1, entries(sql, 'Disable account.', id) === 1)
    await step('block', look, () => owner.users.block({ id, isBlocked: true }))
  },
  delete: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const look: Look = (sql) => outcomeOf(user(sql, id).deleted_at !== null, entries(sql, 'Delete user.', id) === 1)
    await step('delete', look, () => owner.users.deleteMany({ ids: [id] }))
  },
  restore: async ({ world, owner, step }) => {
    const id = world.take('deleted')
    if (id === null) return
    const look: Look = (sql) => {
      const row = user(sql, id)
      return outcomeOf(
        row.deleted_at === null,
        row.password_hash !== null,
        has(sql, 'SELECT 1 FROM secrets WHERE user_id = ?', id),
        entries(sql, 'Restore user.', id) === 1,
        entries(sql, 'Reset user password.', id) === 1,
      )
    }
    await step('restore', look, () =>
      owner.passwords.restore({ userId: id, username: null, style: 'strong', language: 'en' }),
    )
    count(world, id)
  },
  shutOut: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const look: Look = (sql) => {
      const row = user(sql, id)
      return outcomeOf(
        row.is_blocked === 1,
        row.password_hash !== null,
        entries(sql, 'Disable account.', id) === 1,
        entries(sql, 'Reset user password.', id) === 1,
      ) === 'whole' && has(sql, 'SELECT 1 FROM secrets WHERE user_id = ?', id)
        ? 'half'
        : outcomeOf(row.is_blocked === 1, row.password_hash !== null, entries(sql, 'Disable account.', id) === 1)
    }
    await step('shut out', look, () => owner.passwords.shutOut({ userId: id }))
    count(world, id)
  },
  reset: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const look: Look = (sql) =>
      outcomeOf(
        user(sql, id).password_hash !== null,
        has(sql, 'SELECT 1 FROM secrets WHERE user_id = ?', id),
        entries(sql, 'Reset user password.', id) === 1,
      )
    await step('reset one', look, () => owner.passwords.reset({ userId: id, choice: generated, mustChange: true }))
    count(world, id)
  },
  firstSignIn: async ({ world, desk, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const { username } = await owner.users.get({ id })
    const password = `Blue-Harbour-${name(world)}-42`
    const isReset: Look = (sql) =>
      outcomeOf(user(sql, id).password_hash !== null, entries(sql, 'Reset user password.', id) === 1)
    await step('reset one', isReset, () =>
      owner.passwords.reset({ userId: id, choice: { kind: 'typed', password }, mustChange: true }),
    )
    count(world, id)
    const isSignedIn: Look = (sql) => outcomeOf(entries(sql, 'UserLoggedIn', id) >= 1)
    const { token } = await step('sign in', isSignedIn, () => desk.anonymous.sessions.signIn({ username, password }))
    const isChanged: Look = (sql) => {
      const row = user(sql, id)
      const isOpen = has(sql, 'SELECT 1 FROM secrets WHERE user_id = ?', id)
      return outcomeOf(row.is_temporary === 0, entries(sql, 'Change user password.', id) === 1, !isOpen)
    }
    const own = desk.clientOf(token)
    await step('change own', isChanged, () =>
      own.passwords.changeForced({ newPassword: `Green-Valley-${name(world)}-7` }),
    )
  },
  refusedSignIn: async ({ world, desk, owner, step }) => {
    // Somebody who exists: of a name that nobody has, the log keeps only that it was tried.
    const id = world.take()
    if (id === null) return
    const { username } = await owner.users.get({ id })
    const look: Look = (sql) =>
      outcomeOf(has(sql, "SELECT 1 FROM audit WHERE action = 'UserLoginFailed' AND target_id = ?", id))
    const refused = () =>
      desk.anonymous.sessions.signIn({ username, password: 'wrong' }).catch((error) => {
        if (error?.code !== 'SIGN_IN_FAILED') throw error
      })
    await step('sign in', look, refused)
  },
  resetMany: async ({ world, owner, step }) => {
    const ids = Array.from({ length: 12 }, () => world.take()).filter((id) => id !== null)
    if (ids.length < 12) return
    const isDone = (sql: Sql) => jobOf(sql, ids[0] as UserId)
    const look: Look = (sql) => {
      const job = isDone(sql)
      if (job === undefined) return 'absent'
      const items = sql.prepare('SELECT * FROM job_items WHERE job = ?').all(job.number) as {
        user_id: number
        outcome: string
        secret_id: string
      }[]
      const isRight = items.every(({ user_id, outcome, secret_id }) => {
        const isReset = entries(sql, 'Reset user password.', user_id) === 1
        const isKept = has(sql, 'SELECT 1 FROM secrets WHERE user_id = ? AND id = ?', user_id, secret_id)
        return outcome === 'done'
          ? isReset && isKept
          : outcome === 'pending' && entries(sql, 'Reset user password.', user_id) === 0
      })
      return items.length === ids.length && isRight && entries(sql, 'Start job.', 'resetPasswords') >= 1
        ? 'whole'
        : 'half'
    }
    const selection = { kind: 'users', ids } as const
    await step('reset many', look, () =>
      owner.passwords.resetMany({ selection, style: 'strong', language: 'en', mustChange: true }),
    )
    for (const id of ids) count(world, id)
  },
  requireChange: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const isReset: Look = (sql) =>
      outcomeOf(user(sql, id).password_hash !== null, entries(sql, 'Reset user password.', id) === 1)
    await step('reset one', isReset, () => owner.passwords.reset({ userId: id, choice: generated, mustChange: false }))
    count(world, id)
    // The job may have ended by the time of the kill, or not begun.
    const look: Look = (sql) => {
      const job = jobOf(sql, id)
      const entry = entries(sql, 'Set force change user password.', id)
      if (job === undefined) return entry === 0 ? 'absent' : 'half'
      return job.done === entry && user(sql, id).must_change === job.done ? 'whole' : 'half'
    }
    await step('require change', look, () => owner.passwords.requireChange({ selection: { kind: 'users', ids: [id] } }))
  },
  roles: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const isHeld = (sql: Sql) => has(sql, "SELECT 1 FROM user_roles WHERE user_id = ? AND role = 'reportsReader'", id)
    const look: Look = (sql) => outcomeOf(isHeld(sql), entries(sql, 'Add member to role.', id) === 1)
    await step('roles', look, () => owner.roles.set({ userId: id, roles: ['reportsReader'] }))
  },
  groups: async ({ world, owner, step }) => {
    const text = name(world)
    const look: Look = (sql) =>
      outcomeOf(has(sql, 'SELECT 1 FROM user_groups WHERE name = ?', text), entries(sql, 'Add group.', text) === 1)
    const { id } = await step('groups', look, () =>
      owner.groups.create({ name: text, kind: 'picked', departments: [] }),
    )
    const ids = [world.take(), world.take()].filter((person) => person !== null)
    const isIn = (person: number) => (sql: Sql) =>
      has(sql, 'SELECT 1 FROM group_members WHERE group_id = ? AND user_id = ?', id, person)
    const members: Look = (sql) => outcomeOf(...ids.map((person) => isIn(person)(sql)))
    await step('groups', members, () => owner.groups.addMembers({ id, selection: { kind: 'users', ids } }))
  },
  views: async ({ world, owner, step }) => {
    const text = name(world)
    const look: Look = (sql) =>
      outcomeOf(
        has(sql, 'SELECT 1 FROM views WHERE name = ?', text) || entries(sql, 'Delete view.', text) === 1,
        entries(sql, 'Add view.', text) === 1,
      )
    const sort = { by: 'username', direction: 'ascending' } as const
    const conditions = { search: '', filter: noFilter, sort }
    const { id } = await step('views', look, () => owner.views.add({ name: text, conditions }))
    const isGone: Look = (sql) =>
      outcomeOf(!has(sql, 'SELECT 1 FROM views WHERE name = ?', text), entries(sql, 'Delete view.', text) === 1)
    await step('views', isGone, () => owner.views.remove({ id }))
  },
  policies: alone('policies', async ({ world, owner, step }) => {
    world.serial += 1
    const days = 30 + (world.serial % 300)
    const isThere = register(world, 'policies', String(days))
    const look: Look = (sql) =>
      isThere(
        String(
          JSON.parse(one<string>(sql, "SELECT value FROM settings WHERE name = 'policies'") ?? '{}').signIn
            ?.deletedDays,
        ),
      )
    const signIn = { ...policiesOfTest.signIn, deletedDays: days }
    await step('policies', look, () => owner.policies.save({ ...policiesOfTest, signIn }), false)
  }),
  settings: alone('settings', async ({ world, owner, second, step }) => {
    const signInAddress = name(world)
    const isThere = register(world, 'settings', signInAddress)
    const stored = (sql: Sql) =>
      sql
        .prepare('SELECT name, value FROM settings')
        .all()
        .some((row) => (row as { value: string }).value.includes(signInAddress))
    const look: Look = (sql) =>
      isThere(
        stored(sql) ? signInAddress : '',
        has(
          sql,
          "SELECT 1 FROM audit WHERE action = 'Set company information.' AND detail LIKE ?",
          `%→ ${signInAddress}%`,
        ),
      )
    const save = () => owner.settings.save({ organisation: 'Kill', signInAddress })
    await step('settings', look, () => withApproval(second, save), false)
  }),
  mailSettings: alone('mailSettings', async ({ world, owner, second, step }) => {
    const senderName = name(world)
    const isThere = register(world, 'mail', senderName)
    const look: Look = (sql) => {
      const isAudited = has(
        sql,
        "SELECT 1 FROM audit WHERE action = 'Set mail settings.' AND detail LIKE ?",
        `%${senderName}%`,
      )
      return isThere(JSON.parse(one<string>(sql, 'SELECT value FROM mail_settings') ?? '{}').senderName, isAudited)
    }
    await step(
      'mail settings',
      look,
      () =>
        withApproval(second, () =>
          owner.mail.save({ server: { ...world.mail, senderName }, password: { kind: 'none' } }),
        ),
      false,
    )
  }),
  code: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const look: Look = (sql) =>
      outcomeOf(has(sql, 'SELECT 1 FROM desk_codes WHERE user_id = ?', id), entries(sql, 'Create desk code.', id) === 1)
    await step('codes and passes', look, () => owner.recovery.createDeskCode({ userId: id }), false)
  },
  pass: async ({ world, owner, step }) => {
    const id = world.take()
    if (id === null) return
    const look: Look = (sql) =>
      outcomeOf(
        has(sql, 'SELECT 1 FROM access_passes WHERE user_id = ?', id),
        entries(sql, 'Create Temporary Access Pass.', id) === 1,
      )
    await step('codes and passes', look, () => owner.passes.create({ userId: id, minutes: 60, isOnce: true }))
  },
  request: async ({ world, owner, second, step }) => {
    const id = world.take('admins')
    if (id === null) return
    const isAsked: Look = (sql) =>
      outcomeOf(has(sql, 'SELECT 1 FROM requests WHERE target_id = ?', id), entries(sql, 'Request approval.', id) === 1)
    const answer = await step('requests', isAsked, () =>
      owner.passwords.reset({ userId: id, choice: generated, mustChange: true }),
    )
    if (answer.outcome !== 'waiting') throw new Error('It did not wait for the second admin.')
    const isApproved: Look = (sql) =>
      outcomeOf(
        has(sql, "SELECT 1 FROM requests WHERE target_id = ? AND state = 'approved'", id),
        jobOf(sql, id) !== undefined,
        entries(sql, 'Approve request.', id) === 1,
      )
    await step('requests', isApproved, () => second.requests.approve({ id: answer.request }))
    count(world, id)
  },
  import: async ({ world, owner, step }) => {
    const text = name(world)
    const rows = Array.from({ length: 30 }, (_, at) => `${text}-${at}@import.test,Imported ${at}`)
    const bytes = Buffer.from(`User name,Display name\n${rows.join('\n')}\n`)
    const importId = await upload(owner, bytes, 'Users', `${text}.csv`)
    const look: Look = (sql) => {
      const found = one<number>(sql, 'SELECT count(*) FROM users WHERE username LIKE ?', `${text}-%`) ?? 0
      return found > 0 && found < rows.length
        ? 'half'
        : outcomeOf(found === rows.length, entries(sql, 'Import users.', `${text}.csv`) === 1)
    }
    await step('import', look, () => owner.imports.importUsers({ importId }))
  },
  contacts: async ({ world, owner, step }) => {
    const ids = Array.from({ length: 10 }, () => world.take()).filter((id) => id !== null)
    if (ids.length < 10) return
    const text = name(world)
    const names = await Promise.all(ids.map(async (id) => (await owner.users.get({ id })).username))
    const bytes = Buffer.from(
      `User name,Office phone\n${names.map((username, at) => `${username},${4000 + at}`).join('\n')}\n`,
    )
    const importId = await upload(owner, bytes, 'Contacts', `${text}.csv`)
    await owner.imports.previewContacts({ importId })
    const look: Look = (sql) =>
      outcomeOf(
        ...ids.map((id, at) => user(sql, id).office_phone === String(4000 + at)),
        entries(sql, 'Import contact information.', `${text}.csv`) === 1,
      )
    await step('contact import', look, () => owner.imports.importContacts({ importId }))
  },
  portal: alone('portal', async ({ world, step, random }) => {
    const person = world.portalPeople[Math.floor(random() * world.portalPeople.length)]
    if (person === undefined) return
    const { username, password } = person
    const answered = async (name: string, input: unknown, cookie?: string) => {
      const answer = await callPortal(world, name, input, cookie)
      if (answer.status === 429) return null
      if (answer.status !== 200) throw new Error(`The portal answered ${answer.status} to ${name}.`)
      return answer
    }
    const opened = await answered('myAccount/signIn', { username, password })
    if (opened === null || (await answered('myAccount/confirm', { password }, opened.cookie)) === null) return
    world.serial += 1
    const mobilePhone = `+45 ${String(10_000_000 + world.serial)}`
    const isThere = register(world, `portal ${person.id}`, mobilePhone)
    const look: Look = (sql) => isThere(user(sql, person.id).mobile_phone)
    const contact = { alternateEmail: '', mobilePhone, language: null }
    await step('portal', look, () => answered('myAccount/updateContact', contact, opened.cookie), false)
  }),
}

function jobOf(sql: Sql, person: UserId) {
  return sql.prepare('SELECT j.* FROM jobs j JOIN job_items i ON i.job = j.number WHERE i.user_id = ?').get(person) as
    | { number: number; id: JobId; state: string; total: number; done: number }
    | undefined
}

function count(world: World, id: number): void {
  world.resets.set(id, (world.resets.get(id) ?? 0) + 1)
}
