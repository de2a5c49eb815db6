import { portalOff } from '../../shared/portal.ts'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import { noFilter } from '../../shared/users.ts'

/** One acceptable input for each operation; the tests check that the contract agrees. */
export function validInput(path: string): unknown {
  const uuid = '6f6a2f58-4d0c-4a2c-9a5e-0d3e6f1c2b3a'
  const selection = { kind: 'users', ids: [2] }
  const query = { search: '', filter: noFilter }
  const settings = { organisation: 'N', signInAddress: '' }
  const user = { username: 'new@nordwind.test', displayName: 'New', contact: {}, language: null }
  const inputs: Record<string, unknown> = {
    'settings/createOrganisation': {
      organisation: 'N',
      displayName: 'O',
      username: 'o@n.test',
      password: 'x',
      language: 'en',
    },
    'settings/save': settings,
    'sessions/signIn': { username: 'a@b.test', password: 'x' },
    'sessions/unlock': { password: 'x' },
    'sessions/confirm': { password: 'x' },
    'users/list': { query, sort: { by: 'displayName', direction: 'ascending', language: 'en' }, offset: 0, limit: 10 },
    'users/counts': query,
    'users/get': { id: 2 },
    'users/add': user,
    'users/edit': { ...user, id: 2 },
    'users/block': { id: 2, isBlocked: true },
    'users/deleteMany': { ids: [2] },
    'users/listDeleted': { offset: 0, limit: 10 },
    'users/setNeverExpires': { id: 2, isOn: true },
    'users/history': { id: 2, offset: 0, limit: 10 },
    'users/editMine': { alternateEmail: '', mobilePhone: '', language: null },
    'users/mySignIns': { offset: 0, limit: 10 },
    'passwords/restore': { userId: 2, username: null, style: 'strong', language: 'en' },
    'passwords/shutOut': { userId: 2 },
    'sessions/endMine': { id: 'x' },
    'sessions/of': { userId: 2 },
    'sessions/endAll': { userId: 2 },
    'policies/preview': defaultPolicies,
    'policies/save': defaultPolicies,
    'policies/readFile': { json: '{}' },
    'policies/tryPassword': { password: 'x', policies: null },
    'policies/unlock': { userId: 2 },
    'portal/save': portalOff,
    'portal/setCertificate': { file: { kind: 'pem', certificate: 'x', key: 'y', passphrase: '' } },
    'account/signIn': { username: 'a@b.test', password: 'x' },
    'account/change': { currentPassword: 'x', newPassword: 'y' },
    'account/changeForced': { newPassword: 'y' },
    'account/updateContact': { alternateEmail: '', mobilePhone: '', language: null },
    'account/endMine': { id: 'x' },
    'users/startImport': { fileName: 'a.csv', size: 10 },
    'users/uploadChunk': { importId: uuid, index: 0, bytes: 'QUJD' },
    'users/previewImport': { importId: uuid },
    'users/confirmImport': { importId: uuid },
    'users/cancelImport': { importId: uuid },
    'users/exportFile': { selection, language: 'en' },
    'passwords/reset': { userId: 2, choice: { kind: 'typed', password: 'x' }, mustChange: true },
    'passwords/previewMany': { selection, action: 'reset' },
    'passwords/resetMany': { selection, style: 'strong', language: 'en', mustChange: true },
    'passwords/requireChange': { selection },
    'passwords/reveal': { secretIds: [uuid] },
    'passwords/ticketOf': { userId: 2 },
    'passwords/exportResults': { jobId: uuid, language: 'en' },
    'passwords/change': { currentPassword: 'x', newPassword: 'y' },
    'passwords/changeForced': { newPassword: 'y' },
    'jobs/get': { id: uuid },
    'jobs/items': { id: uuid, outcome: null, offset: 0, limit: 10 },
    'jobs/stop': { id: uuid },
    'jobs/resume': { id: uuid },
    'jobs/retry': { id: uuid },
    'roles/set': { userId: 2, roles: [] },
    'vault/openWithRecoveryKey': { recoveryKey: 'x' },
    'audit/list': { filter: { person: '', action: null, from: null, until: null }, offset: 0, limit: 10 },
    'audit/exportFile': { filter: { person: '', action: null, from: null, until: null }, language: 'en' },
    'door/copyPassword': { secretId: uuid },
    'door/protectScreen': { isOn: true },
  }
  return inputs[path] ?? {}
}
