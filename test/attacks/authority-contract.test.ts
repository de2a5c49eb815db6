import { describe, expect, it } from 'vitest'
import { createCaller } from '../../electron/rpc/caller.ts'
import { adminContract } from '../../shared/contract.ts'
import type { UserId } from '../../shared/ids.ts'
import type { OperationMeta } from '../../shared/operation.ts'
import { portalOff } from '../../shared/portal.ts'
import { portalContract } from '../../shared/portal-contract.ts'
import { waitingOperation } from '../../shared/requests.ts'
import { entry, pretendDirectory, pretendedLdap } from '../electron/directories/pretend-directory.ts'
import { connectionTo } from '../electron/directory/slapd.ts'
import { settingsFor } from '../support/mail-server.ts'
import { registerAuthenticator } from '../support/second-factor.ts'
import { makeCertificate } from '../support/test-certificate.ts'
import { addPerson, temporaryFolder } from '../support/test-services.ts'
import { everybody, generated, how, threeAdmins, withApproval, withRule } from '../support/two-admins.ts'

function metas(contract: object): ReadonlyMap<string, OperationMeta> {
  return new Map(
    Object.entries(contract).flatMap(([slice, operations]) =>
      Object.entries(operations as object).map(([name, procedure]) => {
        const { meta } = (procedure as { '~orpc': { meta: OperationMeta } })['~orpc']
        return [`${slice}.${name}`, meta] as const
      }),
    ),
  )
}

const admin = metas(adminContract)
const guarded = [...admin].filter(([, meta]) => meta.twoPerson !== undefined).map(([path]) => path)

/**
 * Operations that leave something behind and may nevertheless be done by one: the answer to "may this let one person become an approver, read an
 * approver's password, or leave fewer approvers?" is no, because of this. Whatever only reads is no, too.
 */
const free: Readonly<Record<string, string>> = {
  'settings.createOrganisation': 'only where there is nobody yet',
  'sessions.signIn': 'proves who somebody is',
  'sessions.proveFactor': 'proves who somebody is',
  'sessions.signOut': 'ends an own session',
  'sessions.unlock': 'proves who somebody is',
  'sessions.endMine': 'ends an own session',
  'sessions.endAll': 'ends sessions; the person signs in again',
  'sessions.confirm': 'proves who somebody is',
  'methods.confirmAuthenticator': 'an own method, after the own password',
  'methods.removeAuthenticator': 'an own method, after the own password',
  'methods.createRecoveryCodes': 'an own method, after the own password',
  'home.noteRecoveryKey': 'only says that a key is stored',
  'users.add': 'somebody without a role or password',
  'imports.importUsers': 'people without roles or passwords',
  'imports.importContacts': 'what a file says of an approver counts once the approver has proved it',
  'users.blockMany': 'leaves approvers out, who are blocked one by one',
  'users.editMany': 'fields to which no code goes',
  'users.exportFile': 'holds no password',
  'users.setNeverExpires': 'no way in',
  'account.edit': 'the own contact information counts once it is proved',
  'groups.create': 'an approver’s role is not limited to groups',
  'groups.update': 'an approver’s role is not limited to groups',
  'groups.addMembers': 'an approver’s role is not limited to groups',
  'groups.removeMembers': 'an approver’s role is not limited to groups',
  'groups.addGroups': 'an approver’s role is not limited to groups',
  'groups.removeGroups': 'an approver’s role is not limited to groups',
  'groups.delete': 'one that limits a role can’t be deleted',
  'views.add': 'a saved filter',
  'views.edit': 'a saved filter',
  'views.remove': 'a saved filter',
  'passwords.requireChange': 'only who knows the password chooses the next one, and the person still signs in',
  'passwords.restore': 'somebody deleted has no roles',
  'passwords.change': 'the own password, with the current one',
  'passwords.changeForced': 'the own password',
  'jobs.stop': 'gives nothing to anybody',
  'requests.approve': 'is the second yes',
  'requests.refuse': 'is a no',
  'requests.withdraw': 'takes back an own question',
  'policies.unlock': 'only who knows the password gets in',
  'recovery.begin': 'proves who somebody is',
  'recovery.ask': 'proves who somebody is',
  'recovery.prove': 'proves who somebody is',
  'recovery.finish': 'the own password, after proof; approvers need two methods that they proved',
  'recovery.unlock': 'proves who somebody is',
  'recovery.askForHelp': 'a question',
  'registration.confirmEmail': 'an own method, after the own password',
  'registration.saveQuestions': 'an own method, after the own password',
  'registration.remove': 'an own method, after the own password',
  'registration.reconfirm': 'changes nothing',
  'registration.exportReport': 'holds no password',
  'passes.remove': 'takes a way in away',
  'directories.look': 'who is in the directory, as two admins have connected it',
  'mail.sendTest': 'holds no code',
  'sms.sendTest': 'holds no code',
  'mail.resetTemplate': 'the shipped words',
  'mail.retry': 'goes to whom it was made for',
  'mail.remove': 'takes a way in away',
  'portal.renew': 'the same names from the same authority',
  'vault.openWithRecoveryKey': 'opens the vault and nobody’s session',
  'vault.createRecoveryKey': 'opens the vault and nobody’s session; a backup that it opens needs a second admin',
  'backup.restore': 'only where there is nobody yet',
  'audit.startExport': 'holds no password',
  'clock.confirm': 'lets old traces go, and gives nobody anything',
}

/** Reading a password back has a test of its own: test/electron/passwords/reveal-guards.test.ts. */
const reading = ['passwords.reveal', 'passwords.exportResults', 'door.copyPassword']

describe('may this let one person become an approver, read an approver’s password, or leave fewer approvers?', () => {
  it('has an answer for every operation that leaves something behind', () => {
    const leaving = [...admin].filter(([, meta]) => meta.audit !== undefined).map(([path]) => path)
    expect(leaving.filter((path) => !guarded.includes(path)).toSorted()).toEqual(Object.keys(free).toSorted())
  })

  it('is not asked at the portal, where everybody acts for themselves only', () => {
    for (const [path, meta] of metas(portalContract)) {
      expect([path, meta.access === 'admin', meta.twoPerson]).toEqual([path, false, undefined])
    }
  })

  it('names every operation that can wait', () => {
    const withRequestsOfTheirOwn = ['passwords.reset', 'passwords.resetMany', 'policies.undo']
    const waiting = guarded.filter((path) => admin.get(path)?.twoPerson === 'waits')
    expect(waiting.toSorted()).toEqual([...waitingOperation.options, ...withRequestsOfTheirOwn].toSorted())
  })
})

/** A world under the rule in which each guarded operation would reach an approver, called by one of three. */
async function attempts() {
  const there = pretendDirectory()
  const world = await threeAdmins({ openDirectory: () => ({ directory: there.directory, ldap: pretendedLdap }) })
  const { services, owner, third, clock } = world
  await registerAuthenticator(services, { ...third.call(), isConfirmed: true }, clock)
  const caller = createCaller(services.serve, () => owner)
  const users = { kind: 'users', ids: [third.id] } as const
  const { selfService } = withRule(true)
  const weaker = { ...withRule(true), selfService: { ...selfService, methods: ['email', 'recoveryCode'] as const } }
  const { cert, key } = makeCertificate(['portal.nordwind.test'], [127, 0, 0, 1])
  const typed = connectionTo({ tlsPort: 1, authority: '' })
  const connected = await services.directories.add(typed, withApproval(owner))
  const { id: directory } = connected
  const matched = await addPerson(services, owner)
  there.put(entry('third', { username: third.username, displayName: third.username }))
  there.put(entry('matched', { username: matched.username, displayName: matched.username }))
  await services.directories.look({ id: directory, isWhole: true }, owner)
  const { digest } = await services.directories.match(
    { id: directory, isFresh: true, tab: 'pairs', search: '', offset: 0, limit: 9 },
    owner,
  )
  const { jobId } = await services.directories.adopt(
    { id: directory, pairs: { digest, except: [] }, also: [] },
    withApproval(owner),
  )
  await services.jobs.finished(jobId)
  const { rows: doubtful } = await services.directories.match(
    { id: directory, isFresh: true, tab: 'doubts', search: '', offset: 0, limit: 9 },
    owner,
  )
  const also = doubtful.map((row) => ({
    person: third.id,
    entry: row.entry?.id as UserId,
    doubts: ['isApprover'] as const,
  }))
  const folder = temporaryFolder()
  const own = { kind: 'pem', certificate: cert, key, passphrase: '' } as const
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    'methods.removeFor': () => caller.methods.removeFor({ userId: third.id }),
    'users.edit': () =>
      caller.users.edit({
        id: third.id,
        username: 'other@nordwind.test',
        displayName: 'X',
        contact: {},
        language: null,
      }),
    'users.block': () => caller.users.block({ id: third.id, isBlocked: true }),
    'users.deleteMany': () => caller.users.deleteMany({ ids: [third.id] }),
    'passwords.reset': () => caller.passwords.reset({ userId: third.id, choice: generated, mustChange: true }),
    'passwords.resetMany': () => caller.passwords.resetMany({ selection: everybody, ...how }),
    'passwords.shutOut': () => caller.passwords.shutOut({ userId: third.id }),
    'roles.set': () => caller.roles.set({ userId: third.id, roles: [] }),
    'policies.save': () => caller.policies.save(weaker),
    'policies.undo': () => caller.policies.undo({}),
    'sms.save': () => caller.sms.save({ gateway: { kind: 'mail', pattern: '{number}@sms.test' } }),
    'recovery.createDeskCode': () => caller.recovery.createDeskCode({ userId: third.id }),
    'passes.create': () => caller.passes.create({ userId: third.id, minutes: 60, isOnce: true }),
    'links.send': () => caller.links.send({ selection: users }),
    'mail.save': () => caller.mail.save({ server: settingsFor(25), password: { kind: 'none' } }),
    'mail.saveTemplate': () =>
      caller.mail.saveTemplate({ template: 'testMail', language: 'en', subject: 'Hi', body: 'There' }),
    'portal.save': () => caller.portal.save({ ...portalOff, hostName: 'portal.nordwind.test' }),
    'updates.save': () =>
      caller.updates.save({ source: { kind: 'address', url: 'https://updates.nordwind.test/k.json' } }),
    'settings.save': () => caller.settings.save({ organisation: 'Nordwind', signInAddress: 'https://x.test' }),
    'portal.setCertificate': () => caller.portal.setCertificate({ file: own }),
    'directories.add': () => caller.directories.add({ ...typed, connection: { ...typed.connection, name: 'Lab' } }),
    'directories.save': () => caller.directories.save({ ...connected, ...typed }),
    'directories.hideMissing': () => caller.directories.hideMissing({ ...connected, most: 9 }),
    'directories.remove': () => caller.directories.remove(connected),
    'directories.adopt': () => caller.directories.adopt({ id: directory, pairs: null, also }),
    'backup.make': () => caller.backup.make({ path: folder, passphrase: 'four quiet rivers bend' }),
    'backup.saveSchedule': () =>
      caller.backup.saveSchedule({ every: 'day', weekday: 1, hour: 12, minute: 0, folder, keepDays: 30 }),
    'directories.undoMatch': () =>
      caller.directories.undoMatch({ id: directory, users: { kind: 'people', ids: [matched.id] } }),
  }
  return { ...world, calls, caller }
}

it('every guarded operation really waits or is refused, whoever of the approvers calls it', async () => {
  const { calls, services, owner } = await attempts()
  const before = await services.users.list(
    { query: everybody.query, sort: { by: 'username', direction: 'ascending', language: 'en' }, offset: 0, limit: 9 },
    owner,
  )
  const later = [...reading, 'jobs.resume', 'jobs.retry']
  expect(Object.keys(calls).toSorted()).toEqual(guarded.filter((path) => !later.includes(path)).toSorted())
  for (const [path, call] of Object.entries(calls)) {
    const answer = await call().then(
      (done) => (done as { request?: number }).request !== undefined,
      (error: { code: string }) => error.code,
    )
    const refusals =
      admin.get(path)?.twoPerson === 'waits' ? [true, 'WAITING_FOR_APPROVAL'] : ['SECOND_ADMIN_NEEDED', 'LINK_REFUSED']
    expect(refusals, `${path}: ${answer}`).toContain(answer)
  }
  const after = await services.users.list(
    { query: everybody.query, sort: { by: 'username', direction: 'ascending', language: 'en' }, offset: 0, limit: 9 },
    owner,
  )
  expect(after).toEqual(before)
})
