import type { AdminContract } from '../../shared/contract.ts'
import { portalOff } from '../../shared/portal.ts'
import type { PortalContract } from '../../shared/portal-contract.ts'
import { defaultPolicies } from '../../shared/rules/policy.ts'
import { noFilter } from '../../shared/users.ts'
import type { InputsOf, OperationPath } from './operation-names.ts'

const attempt = 'A'.repeat(43)
const uuid = '6f6a2f58-4d0c-4a2c-9a5e-0d3e6f1c2b3a'
const selection = { kind: 'users', ids: [2] } as const
const query = { search: '', filter: noFilter }
const view = { name: 'Blocked', conditions: { ...query, sort: { by: 'username', direction: 'descending' } } } as const
const settings = { organisation: 'N', signInAddress: '' }
const user = { username: 'new@nordwind.test', displayName: 'New', contact: {}, language: null }
const mailServer = {
  isOn: false,
  host: '',
  port: 587,
  security: 'starttls',
  username: '',
  senderName: '',
  senderAddress: '',
} as const
const directoryConnection = {
  kind: 'openLdap',
  name: 'Office',
  servers: [{ host: '127.0.0.1', port: 1 }],
  security: 'ldaps',
  trust: { kind: 'system' },
  base: 'dc=n,dc=test',
  account: 'cn=keydesk,dc=n,dc=test',
} as const
const backupSchedule = { every: 'never', weekday: 1, hour: 12, minute: 0, folder: '', keepDays: 30 } as const
const template = { template: 'testMail', language: 'en' } as const

/** One acceptable input for each operation of the desk; one that is missing here does not compile. */
const admin: InputsOf<AdminContract> = {
  settings: {
    status: {},
    createOrganisation: {
      organisation: 'N',
      displayName: 'O',
      username: 'o@n.test',
      password: 'x',
      language: 'en',
    },
    get: {},
    save: settings,
  },
  sessions: {
    current: {},
    signIn: { username: 'a@b.test', password: 'x' },
    proveFactor: { code: '123456' },
    signOut: {},
    lock: {},
    unlock: { password: 'x' },
    touch: {},
    mine: {},
    endMine: { id: 'x' },
    of: { userId: 2 },
    endAll: { userId: 2 },
    confirm: { password: 'x' },
  },
  account: {
    edit: { alternateEmail: '', mobilePhone: '', language: null },
    signIns: { offset: 0, limit: 10 },
    me: {},
    editable: {},
  },
  methods: {
    mine: {},
    startAuthenticator: {},
    confirmAuthenticator: { code: '123456' },
    removeAuthenticator: {},
    createRecoveryCodes: {},
    of: { userId: 2 },
    removeFor: { userId: 2 },
  },
  home: { needs: {}, health: { starts: [0] }, firstSteps: {}, noteRecoveryKey: {} },
  users: {
    list: { query, sort: { by: 'displayName', direction: 'ascending', language: 'en' }, offset: 0, limit: 10 },
    ids: { query, sort: { by: 'displayName', direction: 'ascending', language: 'en' }, offset: 0, limit: 10 },
    counts: query,
    waiting: {},
    get: { id: 2 },
    editable: { id: 2 },
    add: user,
    edit: { ...user, id: 2 },
    block: { id: 2, isBlocked: true },
    blockMany: { ids: [2], isBlocked: true },
    editMany: { field: 'department', edits: [{ id: 2, value: 'Salg' }] },
    exportFile: { selection, language: 'en' },
    deleteMany: { ids: [2] },
    setNeverExpires: { id: 2, isOn: true },
    history: { id: 2, offset: 0, limit: 10 },
  },
  imports: {
    startUsers: { fileName: 'a.csv', size: 10 },
    uploadUsers: { importId: uuid, index: 0, bytes: 'QUJD' },
    previewUsers: { importId: uuid },
    importUsers: { importId: uuid },
    cancelUsers: { importId: uuid },
    startContacts: { fileName: 'a.csv', size: 10 },
    uploadContacts: { importId: uuid, index: 0, bytes: 'QUJD' },
    previewContacts: { importId: uuid },
    importContacts: { importId: uuid },
    cancelContacts: { importId: uuid },
  },
  deleted: {
    list: { offset: 0, limit: 10 },
  },
  groups: {
    list: {},
    get: { id: 1 },
    members: { id: 1, search: '', language: 'en', offset: 0, limit: 10 },
    create: { name: 'G', kind: 'picked', departments: [] },
    update: { id: 1, name: 'G', kind: 'picked', departments: [] },
    addMembers: { id: 1, selection },
    removeMembers: { id: 1, selection },
    addGroups: { id: 1, groupIds: [2] },
    removeGroups: { id: 1, groupIds: [2] },
    delete: { id: 1 },
    of: { userId: 2 },
  },
  views: {
    list: {},
    add: view,
    edit: { ...view, id: 1 },
    remove: { id: 1 },
  },
  passwords: {
    policy: {},
    reset: { userId: 2, choice: { kind: 'typed', password: 'x' }, mustChange: true },
    previewMany: { selection, action: 'reset' },
    resetMany: { selection, style: 'strong', language: 'en', mustChange: true },
    requireChange: { selection },
    reveal: { secretIds: [uuid] },
    restore: { userId: 2, username: null, style: 'strong', language: 'en' },
    shutOut: { userId: 2 },
    ticketOf: { userId: 2 },
    exportResults: { jobId: uuid, language: 'en' },
    change: { currentPassword: 'x', newPassword: 'y' },
    changeForced: { newPassword: 'y' },
  },
  jobs: {
    list: {},
    get: { id: uuid },
    items: { id: uuid, outcome: null, offset: 0, limit: 10 },
    stop: { id: uuid },
    resume: { id: uuid },
    retry: { id: uuid },
  },
  requests: {
    list: { offset: 0, limit: 10 },
    count: {},
    approve: { id: 1 },
    refuse: { id: 1, reason: 'No' },
    withdraw: { id: 1 },
  },
  roles: {
    set: { userId: 2, roles: [] },
  },
  policies: {
    get: {},
    preview: defaultPolicies,
    previewUndo: {},
    save: defaultPolicies,
    undo: {},
    exportFile: {},
    readFile: { json: '{}' },
    tryPassword: { password: 'x', policies: null },
    locked: {},
    unlock: { userId: 2 },
  },
  recovery: {
    offer: {},
    begin: { username: 'a@b.test', purpose: 'reset', language: 'en' },
    state: { attempt },
    ask: { attempt, method: 'email' },
    prove: { attempt, proof: { method: 'deskCode', code: '1' } },
    rules: { attempt },
    finish: { attempt, newPassword: 'x' },
    unlock: { attempt },
    askForHelp: { attempt, reason: 'x' },
    helpState: { code: '0000-0000-0000' },
    createDeskCode: { userId: 2 },
  },
  registration: {
    mine: {},
    startEmail: { address: 'a@b.test' },
    confirmEmail: { code: '1' },
    questions: { language: 'en' },
    saveQuestions: { answers: ['one', 'two', 'three'].map((answer) => ({ question: answer, answer })) },
    remove: { method: 'email' },
    reconfirm: {},
    report: { search: '', only: 'all', offset: 0, limit: 10 },
    exportReport: { search: '', only: 'all', language: 'en' },
    of: { userId: 2 },
    unavailable: {},
  },
  passes: {
    create: { userId: 2, minutes: 60, isOnce: false },
    of: { userId: 2 },
    remove: { userId: 2 },
  },
  links: {
    offer: { userId: null },
    send: { selection },
  },
  directories: {
    list: {},
    freshness: {},
    probe: { server: { host: '127.0.0.1', port: 1 }, security: 'ldaps', trust: { kind: 'system' } },
    test: { kind: 'stored', id: 1 },
    add: { connection: directoryConnection, password: 'x' },
    save: { id: 1, connection: directoryConnection, password: 'x' },
    look: { id: 1, isWhole: false },
    hideMissing: { id: 1, most: 1 },
    remove: { id: 1 },
    match: { id: 1, isFresh: true, tab: 'pairs', search: '', offset: 0, limit: 10 },
    adopt: { id: 1, pairs: { digest: 'x', except: [] }, also: [] },
    matched: { id: 1, offset: 0, limit: 10 },
    undoMatch: { id: 1, users: { kind: 'people', ids: [1] } },
  },
  mail: {
    get: {},
    save: { server: mailServer, password: { kind: 'none' } },
    sendTest: { to: 'a@b.test', language: 'en' },
    templates: {},
    saveTemplate: { ...template, subject: 'S', body: 'B' },
    resetTemplate: template,
    preview: { ...template, subject: 'S', body: 'B' },
    outbox: { state: null, offset: 0, limit: 10 },
    retry: { id: uuid },
    remove: { id: uuid },
  },
  sms: {
    get: {},
    save: { gateway: { kind: 'off' } },
    sendTest: { number: '+45 20 00 10 00', language: 'en' },
  },
  portal: {
    get: {},
    save: portalOff,
    renew: {},
    setCertificate: { file: { kind: 'pem', certificate: 'x', key: 'y', passphrase: '' } },
    caFile: {},
  },
  vault: {
    openWithRecoveryKey: { recoveryKey: 'x' },
    createRecoveryKey: {},
    slots: {},
  },
  backup: {
    state: {},
    make: { path: '/media/stick', passphrase: null },
    saveSchedule: backupSchedule,
    startUpload: { size: 10 },
    upload: { uploadId: uuid, index: 0, bytes: 'QUJD' },
    inspect: { uploadId: uuid, key: 'x' },
    restore: { uploadId: uuid, key: 'x' },
  },
  clock: {
    state: {},
    confirm: { now: 0 },
  },
  about: {
    get: {},
    openFolder: { folder: 'data' },
    report: {},
    crash: {},
    forgetCrash: {},
  },
  updates: {
    get: {},
    save: { source: { kind: 'off' } },
    check: {},
  },
  health: {
    state: {},
    check: {},
  },
  audit: {
    list: { filter: { person: '', action: null, from: null, until: null }, offset: 0, limit: 10 },
    verify: {},
    verifying: {},
    stopVerifying: {},
    startExport: { filter: { person: '', action: null, from: null, until: null }, language: 'en' },
    readExport: { exportId: '00000000-0000-4000-8000-000000000000' },
    endExport: { exportId: '00000000-0000-4000-8000-000000000000' },
  },
  door: {
    capabilities: {},
    copyPassword: { secretId: uuid },
    copyText: { text: 'x' },
    copyPlain: { text: 'x' },
    languageChosen: { language: 'en' },
    protectScreen: { isOn: true },
  },
}

/** The same for the portal, which offers some of the desk's slices under names of its own. */
const portal: InputsOf<PortalContract> = {
  myAccount: {
    welcome: {},
    signIn: { username: 'a@b.test', password: 'x' },
    proveFactor: { code: '123456' },
    current: {},
    signOut: {},
    confirm: { password: 'x' },
    touch: {},
    passwordRules: {},
    change: { currentPassword: 'x', newPassword: 'y' },
    changeForced: { newPassword: 'y' },
    myDetails: {},
    editable: {},
    updateContact: { alternateEmail: '', mobilePhone: '', language: null },
    mySessions: {},
    endMine: { id: 'x' },
    signInsRecent: {},
  },
  myRecovery: admin.recovery,
  myRegistration: admin.registration,
  myMethods: {
    mine: admin.methods.mine,
    startAuthenticator: admin.methods.startAuthenticator,
    confirmAuthenticator: admin.methods.confirmAuthenticator,
    removeAuthenticator: admin.methods.removeAuthenticator,
    createRecoveryCodes: admin.methods.createRecoveryCodes,
  },
  myLinks: {
    spend: { token: 'a'.repeat(64) },
  },
}

type Inputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** An acceptable input for an operation of either contract, by its path `slice/operation`. */
export function validInput(path: OperationPath | (string & {})): unknown {
  const [slice = '', name = ''] = path.split('/')
  const found = (portal as Inputs)[slice]?.[name] ?? (admin as Inputs)[slice]?.[name]
  if (found === undefined) throw new Error(`There is no operation ${path}.`)
  return found
}
