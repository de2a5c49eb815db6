import { expect, it } from 'vitest'
import { adminContract } from '../shared/contract.ts'
import type { UserId } from '../shared/ids.ts'
import type { OperationMeta } from '../shared/operation.ts'
import { operationRuns } from './support/operation-runs.ts'
import { addPerson, ownerName, setUp } from './support/test-services.ts'

const leaving = Object.entries(adminContract).flatMap(([slice, operations]) =>
  Object.entries(operations).flatMap(([name, procedure]) => {
    const { meta } = (procedure as unknown as { '~orpc': { meta: OperationMeta } })['~orpc']
    return meta.audit ? [{ path: `${slice}.${name}`, actions: meta.audit }] : []
  }),
)

/** Who acts is not known before something was proved. */
const withoutSession = (path: string) =>
  path === 'vault.openWithRecoveryKey' || /^recovery\.(?:begin|ask|prove|askForHelp)$/.test(path)

// Copying needs a door with a clipboard: test/electron/door/door.test.ts shows its entry. A restored store has one of its own:
// test/electron/backup/round-trip.test.ts shows it.
const elsewhere = ['door.copyPassword', 'backup.restore']

it.each(leaving.filter(({ path }) => !elsewhere.includes(path)))(
  '$path leaves $actions in the audit log',
  async ({ path, actions }) => {
    const { services, owner, token, recoveryKey, clock } = await setUp()
    const { id } = await addPerson(services, owner)
    await operationRuns[path as keyof typeof operationRuns]({ services, owner, token, id, recoveryKey, clock })
    const reader = services.sessions.callFor(services.users.idOf(ownerName) as UserId, 'browser')
    for (const action of actions) {
      const { entries } = await services.audit.list(
        { filter: { person: '', action, from: null, until: null }, offset: 0, limit: 1 },
        reader,
      )
      expect(entries[0], action).toMatchObject({ action, result: 'success' })
      if (!withoutSession(path)) expect(entries[0]?.actor).not.toBe('')
    }
    expect(await services.audit.verify({}, reader)).toMatchObject({ isIntact: true })
  },
)

it('every operation of the contract either leaves an entry or only reads', () => {
  const reading = Object.entries(adminContract).flatMap(([slice, operations]) =>
    Object.entries(operations).flatMap(([name, procedure]) =>
      (procedure as unknown as { '~orpc': { meta: OperationMeta } })['~orpc'].meta.audit ? [] : [`${slice}.${name}`],
    ),
  )
  expect(reading).toEqual([
    'settings.status',
    'settings.get',
    'sessions.current',
    'sessions.lock',
    'sessions.touch',
    'sessions.mine',
    'sessions.of',
    'account.editable',
    'account.signIns',
    'account.me',
    'methods.mine',
    'methods.startAuthenticator',
    'methods.of',
    'home.needs',
    'home.health',
    'home.firstSteps',
    'users.list',
    'users.ids',
    'users.counts',
    'users.waiting',
    'users.get',
    'users.editable',
    'users.history',
    'imports.startUsers',
    'imports.uploadUsers',
    'imports.previewUsers',
    'imports.cancelUsers',
    'imports.startContacts',
    'imports.uploadContacts',
    'imports.previewContacts',
    'imports.cancelContacts',
    'deleted.list',
    'groups.list',
    'groups.get',
    'groups.members',
    'groups.of',
    'views.list',
    'passwords.policy',
    'passwords.previewMany',
    'passwords.ticketOf',
    'jobs.list',
    'jobs.get',
    'jobs.items',
    'requests.list',
    'requests.count',
    'policies.get',
    'policies.preview',
    'policies.previewUndo',
    'policies.exportFile',
    'policies.readFile',
    'policies.tryPassword',
    'policies.locked',
    'recovery.offer',
    'recovery.state',
    'recovery.rules',
    'recovery.helpState',
    'registration.mine',
    'registration.startEmail',
    'registration.questions',
    'registration.report',
    'registration.of',
    'registration.unavailable',
    'passes.of',
    'links.offer',
    'mail.get',
    'mail.templates',
    'mail.preview',
    'mail.outbox',
    'sms.get',
    'portal.get',
    'portal.caFile',
    'directories.list',
    'directories.freshness',
    'directories.probe',
    'directories.test',
    'directories.match',
    'directories.matched',
    'vault.slots',
    'backup.state',
    'backup.startUpload',
    'backup.upload',
    'backup.inspect',
    'clock.state',
    'health.state',
    'health.check',
    'about.get',
    'about.openFolder',
    'about.report',
    'about.crash',
    'about.forgetCrash',
    'updates.get',
    'updates.check',
    'audit.list',
    'audit.verify',
    'audit.verifying',
    'audit.stopVerifying',
    'audit.readExport',
    'audit.endExport',
    'door.capabilities',
    'door.copyText',
    'door.copyPlain',
    'door.languageChosen',
    'door.protectScreen',
  ])
})
