import { cpSync } from 'node:fs'
import type { Call, SignedInCall } from '../../electron/rpc/call.ts'
import { createCaller } from '../../electron/rpc/caller.ts'
import type { Services } from '../../electron/services.ts'
import { isDomainError } from '../../shared/errors.ts'
import type { RequestId, UserId } from '../../shared/ids.ts'
import { portalOff } from '../../shared/portal.ts'
import { defaultPolicies, type Policies } from '../../shared/rules/policy.ts'
import { canReset, type RoleName } from '../../shared/rules/role-matrix.ts'
import { defaultSelfService } from '../../shared/rules/self-service.ts'
import { isApprover } from '../../shared/rules/two-person.ts'
import { type Arrived, codeIn, settingsFor, startMailServer } from './mail-server.ts'
import { linkIn } from './mailed-link.ts'
import { codeAt } from './second-factor.ts'
import { signedIn } from './signed-in.ts'
import { jump } from './test-clocks.ts'
import {
  confirmed,
  memoryKeychain,
  nobody,
  ownerPassword,
  setUp,
  temporaryFolder,
  testServices,
} from './test-services.ts'

/** What one person of the office is: everybody is honest but one. */
export const parts = ['owner', 'second', 'privileged', 'users', 'helpdesk', 'plain', 'other'] as const
export type Part = (typeof parts)[number]

const rolesOfPart: Readonly<Record<Part, readonly RoleName[]>> = {
  owner: ['globalAdministrator'],
  second: ['globalAdministrator'],
  privileged: ['privilegedAuthenticationAdministrator'],
  users: ['userAdministrator'],
  helpdesk: ['helpdeskAdministrator'],
  plain: [],
  other: [],
}

/** What the attacker once learned: a password of somebody, and what their own roles reached at that moment. */
type Learned = { readonly password: string; readonly rolesThen: readonly RoleName[] }
type Person = {
  readonly id: UserId
  /** Only this person knows it. */
  own: string | null
  /** A temporary password that an honest admin has read out to them. */
  told: string | null
}

/** Mail to any address of this domain, and text messages to this number, are read by the attacker. */
const evil = 'evil.test'
const evilNumber = '+45 99999999'
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const

export type Prepared = Awaited<ReturnType<typeof prepareOffice>>
export type Office = Awaited<ReturnType<typeof openOffice>>

/** The policies of the office: self-service for everybody, with every method that an attacker might turn to their use. */
function policiesWith(isOn: boolean): Policies {
  const methods = ['authenticator', 'email', 'sms', 'recoveryCode', 'deskCode'] as const
  return {
    ...defaultPolicies,
    selfService: { ...defaultSelfService, enabledFor: 'all', methods },
    signIn: { ...defaultPolicies.signIn, twoPerson: { isOn } },
  }
}

/** A real office with a mail server and people who all have passwords of their own; each run works on a copy of its folder. */
export async function prepareOffice(isTwoPersonOn: boolean) {
  const { arrived, port } = await startMailServer()
  const keychain = memoryKeychain()
  const test = await setUp({ keychain })
  const { services } = test
  const ownerId = test.ownerId as UserId
  const server = settingsFor(port, { security: 'none' })
  await services.mail.save({ server, password: { kind: 'none' } }, test.owner)
  await services.portal.save({ ...portalOff, isOn: true, hostName: 'portal.nordwind.test' }, test.owner)
  const gateway = { kind: 'mail', pattern: '{number}@sms.test' } as const
  await services.sms.save({ gateway }, test.owner)
  const people: Person[] = [{ id: ownerId, own: ownerPassword, told: null }]
  const ids: Partial<Record<Part, UserId>> = { owner: ownerId }
  for (const part of parts.slice(1)) {
    const input = { username: `${part}@nordwind.test`, displayName: part, contact: {}, language: null }
    const { id } = await services.users.add(input, test.owner)
    await services.roles.set({ userId: id, roles: rolesOfPart[part] }, test.owner)
    const person: Person = { id, own: null, told: null }
    people.push(person)
    ids[part] = id
    await tell(services, test.owner, person)
    await takeOver(services, person, () => `Calm-Forest-${people.length}-gate`)
  }
  await services.policies.save(policiesWith(isTwoPersonOn), test.owner)
  await test.close()
  return {
    dataDir: test.dataDir,
    keychain,
    arrived,
    people,
    ids: ids as Record<Part, UserId>,
    isTwoPersonOn,
    now: test.clock.now,
  }
}

/** The office as it was prepared, in which one person is dishonest and everybody else does what they should. */
export async function openOffice(prepared: Prepared, attacker: Part) {
  const dataDir = temporaryFolder()
  cpSync(prepared.dataDir, dataDir, { recursive: true })
  const { arrived, keychain, ids, isTwoPersonOn } = prepared
  const test = await testServices({ dataDir, keychain, clock: { now: prepared.now } })
  arrived.length = 0
  let made = 0
  return {
    ...{ services: test.services, clock: test.clock, close: test.close, arrived, ids, isTwoPersonOn },
    me: ids[attacker],
    fresh: () => {
      made += 1
      return `Quiet-River-${made}-stone`
    },
    people: new Map<UserId, Person>(prepared.people.map((person) => [person.id, { ...person }])),
    /** Passwords that the attacker knows, the newest last. */
    learned: new Map<UserId, Learned[]>(),
    /** Sessions that the attacker holds: their own and those of others. */
    sessions: new Map<UserId, string>(),
    seeds: new Map<UserId, string>(),
    codes: new Map<UserId, string>(),
    recoveryCodes: new Map<UserId, string[]>(),
    passes: new Map<UserId, string>(),
    /** Roles as honest global admins gave them. */
    given: new Map<UserId, readonly RoleName[]>(parts.map((part) => [ids[part], rolesOfPart[part]])),
    /** What went through, for the message of a failing run. */
    story: [] as string[],
    /** How much was tried and how much of it went through: a model whose attacks never succeed would prove nothing. */
    counts: { tried: 0, through: 0, waited: 0, gained: 0 },
  }
}

/** Resets somebody in the name of an honest admin, who reads the password out to nobody else. */
async function tell(services: Services, by: SignedInCall, person: Person): Promise<void> {
  const answer = await services.passwords.reset({ userId: person.id, choice, mustChange: true }, by)
  if (answer.outcome !== 'done') return
  const { passwords } = await services.passwords.reveal({ secretIds: [answer.secretId] }, by)
  person.told = passwords[0]?.password ?? null
}

/** Signs in with a temporary password and chooses one that nobody else knows. */
async function takeOver(services: Services, person: Person, fresh: () => string): Promise<void> {
  if (person.told === null) return
  const username = services.users.stored(person.id)?.username ?? ''
  const { token } = await services.sessions.signIn({ username, password: person.told }, nobody)
  const own = fresh()
  await services.passwords.changeForced({ newPassword: own }, signedIn(services.serve.callOf(token, 'browser', false)))
  person.own = own
  person.told = null
}

const rolesNow = ({ services }: Office, id: UserId) => services.users.stored(id)?.roles ?? []
const nameOf = ({ services }: Office, id: UserId) => services.users.stored(id)?.username ?? `${id}`

/** True for what was not done yet because a second admin must say yes. */
const isWaiting = ({ code }: { readonly code: string }): boolean => code === 'WAITING_FOR_APPROVAL'

/** What happened, or the code of the refusal; anything else is a bug and fails the run. */
async function outcome(office: Office, what: string, work: () => unknown): Promise<string> {
  office.counts.tried += 1
  try {
    await work()
    office.counts.through += 1
    office.story.push(what)
    return 'done'
  } catch (error) {
    if (!isDomainError(error)) throw error
    if (isWaiting(error)) office.counts.waited += 1
    return error.code
  }
}

/** The attacker's call as one of those whom they are signed in as; they know the passwords, so each is confirmed. */
function callAs(office: Office, as: UserId): Call | null {
  const token = office.sessions.get(as)
  const call = token === undefined ? null : office.services.serve.callOf(token, 'browser', false)
  return call?.actor ? { ...call, isConfirmed: true } : null
}

/** The contract with its checks of access, as somebody. */
function desk(office: Office, call: Call) {
  return createCaller(office.services.serve, () => call)
}

function learn(office: Office, id: UserId, password: string): void {
  const rolesThen = rolesNow(office, office.me)
  office.learned.set(id, [...(office.learned.get(id) ?? []), { password, rolesThen }])
}

/** Whether the attacker may be signed in as somebody: nobody but who could reset them as the roles are, or were when they learned the password. */
function mayBe(office: Office, id: UserId, since: readonly RoleName[] | null): boolean {
  if (id === office.me) return true
  const theirs = rolesNow(office, id)
  if (office.isTwoPersonOn && isApprover(theirs)) return false
  const reach = (roles: readonly RoleName[]) => canReset(roles, theirs)
  return reach(rolesNow(office, office.me)) || (since !== null && reach(since))
}

function gained(office: Office, id: UserId, since: readonly RoleName[] | null, how: string): void {
  office.counts.gained += id === office.me ? 0 : 1
  if (mayBe(office, id, since)) return
  const own = rolesNow(office, office.me).join(', ') || 'no role'
  const theirs = rolesNow(office, id).join(', ') || 'no role'
  throw new Error(
    `${nameOf(office, office.me)} (${own}) is now ${nameOf(office, id)} (${theirs}) by ${how}:\n${office.story.join('\n')}`,
  )
}

/** No account holds an approver's role that no honest admin gave it. */
export function mustBeGiven(office: Office): void {
  for (const id of office.services.users.allHolders(['globalAdministrator', 'privilegedAuthenticationAdministrator'])) {
    if (!office.isTwoPersonOn && isApprover(rolesNow(office, office.me))) continue
    if (isApprover(office.given.get(id as UserId) ?? [])) continue
    throw new Error(`${nameOf(office, id as UserId)} became an approver by one person:\n${office.story.join('\n')}`)
  }
}

// What honest people do.

/** The honest admin at hand: the owner, or the second where the owner is the attacker. */
export function honestAdmin(office: Office): UserId {
  return office.me === office.ids.owner ? office.ids.second : office.ids.owner
}

async function honestCall(office: Office, id: UserId): Promise<SignedInCall | null> {
  const own = office.people.get(id)?.own
  if (!own || id === office.me) return null
  try {
    const { token } = await office.services.sessions.signIn({ username: nameOf(office, id), password: own }, nobody)
    const call = confirmed(office.services, token)
    return call.actor?.mustChange ? null : call
  } catch (error) {
    if (isDomainError(error)) return null
    throw error
  }
}

/** Does something as the honest admin; where a second yes is needed, another honest approver gives it. */
async function honestly(office: Office, what: string, work: (call: SignedInCall) => unknown): Promise<string> {
  const call = await honestCall(office, honestAdmin(office))
  if (call === null) return 'nobody'
  try {
    await work(call)
    office.story.push(`honest: ${what}`)
    return 'done'
  } catch (error) {
    if (!isDomainError(error)) throw error
    if (!isWaiting(error)) return error.code
    const { request } = error.data as unknown as { request: number }
    const others = [office.ids.owner, office.ids.second, office.ids.privileged]
    for (const id of others) {
      if (id === honestAdmin(office) || id === office.me) continue
      const approver = await honestCall(office, id)
      if (approver === null) continue
      try {
        await desk(office, approver).requests.approve({ id: request as RequestId })
        office.story.push(`honest: ${what}, approved`)
        return 'done'
      } catch (refusal) {
        if (!isDomainError(refusal)) throw refusal
      }
    }
    return 'waits'
  }
}

export async function promote(office: Office, id: UserId, roles: readonly RoleName[]): Promise<void> {
  const what = `gives ${nameOf(office, id)} ${roles.join(', ') || 'no role'}`
  const set = (call: SignedInCall, more = {}) => desk(office, call).roles.set({ userId: id, roles, ...more })
  const done = await honestly(office, what, (call) => set(call))
  if (done === 'done') office.given.set(id, roles)
  if (done !== 'PASSWORD_KNOWN') return
  const reset = { style: 'strong', language: 'en' } as const
  if ((await honestly(office, `${what} with a new password`, (call) => set(call, { reset }))) !== 'done') return
  office.given.set(id, roles)
  forgetOwn(office, id)
  await honestly(office, `tells it to ${nameOf(office, id)}`, async (call) => {
    const { ticket } = await desk(office, call).passwords.ticketOf({ userId: id })
    const secretIds = ticket === null ? [] : [ticket.secretId]
    const { passwords } = await desk(office, call).passwords.reveal({ secretIds })
    const person = office.people.get(id)
    if (person !== undefined) person.told = passwords[0]?.password ?? null
  })
}

export async function helpHonestly(office: Office, id: UserId): Promise<void> {
  const person = office.people.get(id)
  if (person === undefined) return
  await honestly(office, `resets ${nameOf(office, id)}`, (call) => tell(office.services, call, person))
}

/** Whoever has been told a temporary password uses it, if it still works. */
export async function choosePassword(office: Office, id: UserId): Promise<void> {
  const person = office.people.get(id)
  if (person === undefined || id === office.me) return
  try {
    await takeOver(office.services, person, office.fresh)
    office.story.push(`honest: ${nameOf(office, id)} chooses a password`)
  } catch (error) {
    if (!isDomainError(error)) throw error
    person.told = null
  }
}

export async function unblockHonestly(office: Office, id: UserId): Promise<void> {
  await honestly(office, `allows ${nameOf(office, id)}`, (call) =>
    desk(office, call).users.block({ id, isBlocked: false }),
  )
}

// What the attacker does, as whoever they are signed in as.

export async function signInAsSelf(office: Office): Promise<void> {
  const own = office.people.get(office.me)?.own
  if (!own) return
  const name = nameOf(office, office.me)
  await outcome(office, 'signs in', async () => {
    const { token } = await office.services.sessions.signIn({ username: name, password: own }, nobody)
    office.sessions.set(office.me, token)
  })
}

/** Signs in as somebody with the newest password that was learned, and takes the account over where a new one must be chosen. */
export async function signInAs(office: Office, id: UserId, back = 0): Promise<void> {
  const known = office.learned.get(id)?.at(-1 - back)
  if (known === undefined || id === office.me) return
  let token = ''
  const done = await outcome(office, `signs in as ${nameOf(office, id)}`, async () => {
    const signedIn = await office.services.sessions.signIn(
      { username: nameOf(office, id), password: known.password },
      nobody,
    )
    token = signedIn.token
  })
  if (done !== 'done') return
  const call = office.services.serve.callOf(token, 'browser', false)
  if (call.factor === 'needed') {
    const seed = office.seeds.get(id)
    if (seed === undefined) return
    office.clock.now += 60_000
    const code = codeAt(seed, office.clock.now)
    const proved = await outcome(office, `proves the app of ${nameOf(office, id)}`, async () => {
      const waiting = office.services.serve.callOf(token, 'browser', false)
      token = (await office.services.sessions.proveFactor({ code }, signedIn(waiting))).token
    })
    if (proved !== 'done') return
  }
  gained(office, id, known.rolesThen, 'its password')
  office.sessions.set(id, token)
  if (!office.services.serve.callOf(token, 'browser', false).actor?.mustChange) return
  const newPassword = office.fresh()
  const changed = await outcome(office, `chooses the password of ${nameOf(office, id)}`, () =>
    office.services.passwords.changeForced(
      { newPassword },
      signedIn(office.services.serve.callOf(token, 'browser', false)),
    ),
  )
  if (changed !== 'done') return
  const list = office.learned.get(id) ?? []
  office.learned.set(id, [...list, { password: newPassword, rolesThen: known.rolesThen }])
  forgetOwn(office, id)
}

/** Whoever's password was changed by the attacker has none that works. */
function forgetOwn(office: Office, id: UserId): void {
  const person = office.people.get(id)
  if (person === undefined) return
  person.own = null
  person.told = null
}

type Attack = (contract: ReturnType<typeof desk>, office: Office, id: UserId) => unknown

async function readOut(contract: ReturnType<typeof desk>, office: Office, id: UserId): Promise<void> {
  const { ticket } = await contract.passwords.ticketOf({ userId: id })
  if (ticket === null) return
  const { passwords } = await contract.passwords.reveal({ secretIds: [ticket.secretId] })
  const password = passwords[0]?.password
  if (password !== undefined) learn(office, id, password)
}

/** Every way of doing something to somebody that the contract offers. */
export const attacks: Readonly<Record<string, Attack>> = {
  resets: async (contract, office, id) => {
    const answer = await contract.passwords.reset({ userId: id, choice, mustChange: true })
    if (answer.outcome === 'done') forgetOwn(office, id)
    if (answer.outcome === 'done') await readOut(contract, office, id)
  },
  'resets, typed and to stay,': async (contract, office, id) => {
    const password = `Typed-Harbour-${office.fresh()}`
    const answer = await contract.passwords.reset({
      userId: id,
      choice: { kind: 'typed', password },
      mustChange: false,
    })
    if (answer.outcome !== 'done') return
    forgetOwn(office, id)
    learn(office, id, password)
  },
  'reads the password of': readOut,
  'resets many, among them': async (contract, office, id) => {
    const selection = { kind: 'users', ids: [id, office.ids.plain, office.ids.other] } as const
    const answer = await contract.passwords.resetMany({ selection, style: 'strong', language: 'en', mustChange: true })
    if (answer.outcome !== 'started') return
    await office.services.jobs.finished(answer.jobId)
    const { items } = await contract.jobs.items({ id: answer.jobId, outcome: null, offset: 0, limit: 10 })
    for (const item of items) {
      if (item.outcome !== 'done') continue
      forgetOwn(office, item.userId)
      await readOut(contract, office, item.userId)
    }
  },
  'writes an own address for': async (contract, _, id) => {
    const { username, displayName } = await contract.users.get({ id })
    const contact = { alternateEmail: `${id}@${evil}`, mobilePhone: evilNumber }
    await contract.users.edit({ id, username, displayName, contact, language: null })
  },
  renames: async (contract, _, id) => {
    const { username, displayName, contact } = await contract.users.get({ id })
    const renamed = username.startsWith('x-') ? username.slice(2) : `x-${username}`
    await contract.users.edit({ id, username: renamed, displayName, contact, language: null })
  },
  'gets a desk code for': async (contract, office, id) => {
    const { code } = await contract.recovery.createDeskCode({ userId: id })
    office.codes.set(id, code)
  },
  'makes a pass for': async (contract, office, id) => {
    const { pass } = await contract.passes.create({ userId: id, minutes: 60, isOnce: false })
    office.passes.set(id, pass)
  },
  'sends a link to': async (contract, _, id) => {
    await contract.links.send({ selection: { kind: 'users', ids: [id] } })
  },
  'removes the app of': (contract, _, id) => contract.methods.removeFor({ userId: id }),
  blocks: (contract, _, id) => contract.users.block({ id, isBlocked: true }),
  allows: (contract, _, id) => contract.users.block({ id, isBlocked: false }),
  'shuts out': (contract, _, id) => contract.passwords.shutOut({ userId: id }),
  deletes: (contract, _, id) => contract.users.deleteMany({ ids: [id] }),
  restores: async (contract, office, id) => {
    await contract.passwords.restore({ userId: id, username: null, style: 'strong', language: 'en' })
    forgetOwn(office, id)
    await readOut(contract, office, id)
  },
  'requires a change of': (contract, _, id) =>
    contract.passwords.requireChange({ selection: { kind: 'users', ids: [id] } }),
  'makes a global admin of': (contract, _, id) => contract.roles.set({ userId: id, roles: ['globalAdministrator'] }),
  'takes the roles of': (contract, _, id) => contract.roles.set({ userId: id, roles: [] }),
  'adds somebody beside': async (contract, office, id) => {
    const username = `made${office.fresh().replace(/\D/g, '')}@nordwind.test`
    const added = await contract.users.add({ username, displayName: `Beside ${id}`, contact: {}, language: null })
    office.people.set(added.id, { id: added.id, own: null, told: null })
  },
  'leads the mail elsewhere, far from': async (contract) => {
    const server = settingsFor(2525, { security: 'none', host: 'mail.evil.test' })
    await contract.mail.save({ server, password: { kind: 'none' } })
    throw new Error('led')
  },
  'sends text messages to itself instead of': (contract) =>
    contract.sms.save({ gateway: { kind: 'mail', pattern: `sms@${evil}` } }),
  'weakens self-service for': async (contract) => {
    const { policies } = await contract.policies.get({})
    const selfService = { ...policies.selfService, methods: ['email', 'sms', 'deskCode'] as const, required: 1 }
    await contract.policies.save({ ...policies, selfService })
  },
  'switches the rule of two off beside': async (contract) => {
    const { policies } = await contract.policies.get({})
    await contract.policies.save({ ...policies, signIn: { ...policies.signIn, twoPerson: { isOn: false } } })
    if (policies.signIn.twoPerson.isOn) {
      const after = await contract.policies.get({})
      if (!after.policies.signIn.twoPerson.isOn) throw new Error('The rule of two was switched off by one.')
    }
  },
  'says yes to whatever waits, for': async (contract) => {
    const { requests } = await contract.requests.list({ offset: 0, limit: 50 })
    for (const { id } of requests.filter(({ canDecide }) => canDecide)) await contract.requests.approve({ id })
  },
  'sets up an app in the name of whom it is, beside': async (contract, office) => {
    const { userId } = await contract.sessions.current({})
    // The attacker sets up no app of their own, whose code they would also have to type.
    if (userId === office.me) return
    const { secret } = await contract.methods.startAuthenticator({})
    office.clock.now += 60_000
    const code = codeAt(secret, office.clock.now)
    const { recoveryCodes } = await contract.methods.confirmAuthenticator({ code })
    office.seeds.set(userId, secret)
    if (recoveryCodes !== null) office.recoveryCodes.set(userId, [...recoveryCodes])
  },
  'proves a mailbox of its own in the name of whom it is, beside': async (contract, office) => {
    const { userId } = await contract.sessions.current({})
    const before = caught(office).length
    await contract.registration.startEmail({ address: `${userId}@${evil}` })
    await office.services.mail.work()
    const code = caught(office).slice(before).map(codeIn).at(-1) ?? ''
    await contract.registration.confirmEmail({ code })
  },
  'writes an own number in the name of whom it is, beside': (contract) =>
    contract.account.edit({ alternateEmail: '', mobilePhone: evilNumber, language: null }),
  'undoes the policies beside': (contract) => contract.policies.undo({}),
  'baits with the words of a mail to': async (contract, office) => {
    const words = { subject: 'Your code', body: `{{code}} Type it at https://${evil}/${office.fresh()}` }
    await contract.mail.saveTemplate({ template: 'verificationCode', language: 'en', ...words })
    if (office.isTwoPersonOn)
      throw new Error(`One person alone changed the words of mails:\n${office.story.join('\n')}`)
  },
  'gives itself a role over a group with': async (contract, office, id) => {
    const { id: group } = await contract.groups.create({ name: office.fresh(), kind: 'picked', departments: [] })
    await contract.groups.addMembers({ id: group, selection: { kind: 'users', ids: [id] } })
    const role = 'privilegedAuthenticationAdministrator' as const
    await contract.roles.set({ userId: office.ids.other, roles: [role], limits: [{ role, groups: [group] }] })
  },
  'tries the last job again beside': async (contract) => {
    const { jobs } = await contract.jobs.list({})
    for (const { id } of jobs.slice(0, 1)) await contract.jobs.retry({ id })
  },
}
export const attackNames = Object.keys(attacks)

export async function runAttack(office: Office, attack: string, as: UserId, id: UserId): Promise<void> {
  const call = callAs(office, as)
  if (call === null) return
  const what = `as ${nameOf(office, as)}: ${attack} ${nameOf(office, id)}`
  const isLeading = attack.startsWith('leads')
  try {
    await outcome(office, what, () => attacks[attack]?.(desk(office, call), office, id))
  } catch (error) {
    if (!(isLeading && error instanceof Error && error.message === 'led')) throw error
    // Whose mail server it is decides who reads every code: only who could reset everybody may say so.
    for (const target of office.people.keys()) gained(office, target, null, 'the mail server')
  }
  mustBeGiven(office)
}

/** Mail that the attacker reads. */
function caught(office: Office): readonly Arrived[] {
  const isMine = (to: string) => to.endsWith(`@${evil}`) || to.startsWith('+4599999999') || to.startsWith('4599999999')
  return office.arrived.filter(({ to }) => to.some(isMine))
}

/** Forgot password? as somebody, with every code that reaches the attacker. */
export async function forget(office: Office, id: UserId): Promise<void> {
  const { services } = office
  const username = nameOf(office, id)
  if (id === office.me) return
  const newPassword = office.fresh()
  const before = caught(office).length
  const done = await outcome(office, `resets ${username} by self-service`, async () => {
    const { attempt } = await services.recovery.begin({ username, purpose: 'reset', language: 'en' }, nobody)
    for (const method of ['email', 'sms'] as const) {
      try {
        await services.recovery.ask({ attempt, method }, nobody)
      } catch (error) {
        if (!isDomainError(error)) throw error
      }
    }
    await services.mail.work()
    office.clock.now += 60_000
    const seed = office.seeds.get(id)
    const codes = caught(office).slice(before).map(codeIn)
    const proofs = [
      ...codes.flatMap((code) => [{ method: 'email', code } as const, { method: 'sms', code } as const]),
      ...(office.codes.has(id) ? [{ method: 'deskCode', code: office.codes.get(id) ?? '' } as const] : []),
      ...(seed === undefined ? [] : [{ method: 'authenticator', code: codeAt(seed, office.clock.now) } as const]),
      ...(office.recoveryCodes.get(id) ?? []).slice(0, 1).map((code) => ({ method: 'recoveryCode', code }) as const),
    ]
    for (const proof of proofs.filter(({ code }) => code !== '')) {
      try {
        await services.recovery.prove({ attempt, proof }, nobody)
      } catch (error) {
        if (!isDomainError(error)) throw error
      }
    }
    await services.recovery.finish({ attempt, newPassword }, nobody)
  })
  if (done !== 'done') return
  gained(office, id, null, 'self-service')
  forgetOwn(office, id)
  learn(office, id, newPassword)
}

/** Sets the clock ahead by three days and more, leaves it so until it is believed, and says that it is right. */
export async function turnClock(office: Office): Promise<void> {
  const { services, clock } = office
  jump(clock, 80 * 3_600_000)
  for (let minutes = 0; minutes < 70; minutes += 10) {
    clock.now += 10 * 60_000
    services.requests.expire()
    await services.mail.work()
  }
  // The earlier sessions have ended.
  office.sessions.clear()
  await signInAsSelf(office)
  const call = callAs(office, office.me)
  if (call !== null) await outcome(office, 'sets the clock', () => desk(office, call).clock.confirm({ now: clock.now }))
}

/** Opens the newest link that came to a mailbox of the attacker's. */
export async function openLink(office: Office): Promise<void> {
  const { services } = office
  await services.mail.work()
  const token = caught(office)
    .map((mail) => linkIn(mail).token)
    .findLast((found) => found !== '')
  if (token === undefined) return
  const newPassword = office.fresh()
  let username = ''
  const done = await outcome(office, 'opens a link', async () => {
    const visitor = { address: '192.168.1.9', keepToken: () => {} }
    const opened = await services.portalServe.slices.myLinks.spend({ token }, { ...nobody, door: 'portal', visitor })
    username = opened.username
    await services.recovery.finish({ attempt: opened.attempt, newPassword }, nobody)
  })
  const id = services.users.idOf(username) as UserId | null
  if (done !== 'done' || id === null) return
  gained(office, id, null, 'a link')
  forgetOwn(office, id)
  learn(office, id, newPassword)
}

/** Signs in with a pass and registers an app of the attacker's own. */
export async function usePass(office: Office, id: UserId): Promise<void> {
  const pass = office.passes.get(id)
  if (pass === undefined) return
  const { services, clock } = office
  const done = await outcome(office, `registers an app for ${nameOf(office, id)}`, async () => {
    const { token } = await services.sessions.signIn({ username: nameOf(office, id), password: pass }, nobody)
    const call = () => services.serve.callOf(token, 'browser', false)
    const { secret } = await services.methods.startAuthenticator({}, signedIn(call()))
    clock.now += 60_000
    await services.methods.confirmAuthenticator({ code: codeAt(secret, clock.now) }, signedIn(call()))
    office.seeds.set(id, secret)
  })
  if (done === 'done') gained(office, id, null, 'a pass')
}
