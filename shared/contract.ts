import { aboutContract } from './about.ts'
import { accountContract } from './account.ts'
import { auditContract } from './audit.ts'
import { backupContract } from './backup.ts'
import { clockContract } from './clock.ts'
import { deletedContract } from './deleted.ts'
import { directoriesContract } from './directories.ts'
import { doorContract } from './door.ts'
import { groupsContract } from './groups.ts'
import { healthContract } from './health.ts'
import { homeContract } from './home.ts'
import { importsContract } from './imports.ts'
import { jobsContract } from './jobs.ts'
import { linksContract } from './links.ts'
import { mailContract } from './mail.ts'
import { methodsContract } from './methods.ts'
import { passesContract } from './passes.ts'
import { passwordsContract } from './passwords.ts'
import { policiesContract } from './policies.ts'
import { portalSettingsContract } from './portal.ts'
import { recoveryContract } from './recovery.ts'
import { registrationContract } from './registration.ts'
import { requestsContract } from './requests.ts'
import { rolesContract } from './roles.ts'
import { sessionsContract } from './sessions.ts'
import { settingsContract } from './settings.ts'
import { smsContract } from './sms.ts'
import { updatesContract } from './updates.ts'
import { usersContract } from './users.ts'
import { vaultContract } from './vault.ts'
import { viewsContract } from './views.ts'

/** All operations of the desktop and the browser door; one line a slice. */
export const adminContract = {
  settings: settingsContract,
  sessions: sessionsContract,
  account: accountContract,
  methods: methodsContract,
  home: homeContract,
  users: usersContract,
  imports: importsContract,
  deleted: deletedContract,
  groups: groupsContract,
  views: viewsContract,
  passwords: passwordsContract,
  jobs: jobsContract,
  requests: requestsContract,
  roles: rolesContract,
  policies: policiesContract,
  recovery: recoveryContract,
  registration: registrationContract,
  passes: passesContract,
  links: linksContract,
  mail: mailContract,
  sms: smsContract,
  portal: portalSettingsContract,
  directories: directoriesContract,
  vault: vaultContract,
  backup: backupContract,
  clock: clockContract,
  health: healthContract,
  about: aboutContract,
  updates: updatesContract,
  audit: auditContract,
  door: doorContract,
}
export type AdminContract = typeof adminContract
