import { auditContract } from './audit.ts'
import { doorContract } from './door.ts'
import { jobsContract } from './jobs.ts'
import { passwordsContract } from './passwords.ts'
import { policiesContract } from './policies.ts'
import { portalSettingsContract } from './portal.ts'
import { rolesContract } from './roles.ts'
import { sessionsContract } from './sessions.ts'
import { settingsContract } from './settings.ts'
import { usersContract } from './users.ts'
import { vaultContract } from './vault.ts'

/** Everything that the desktop and the browser door offer; one line a slice. */
export const adminContract = {
  settings: settingsContract,
  sessions: sessionsContract,
  users: usersContract,
  passwords: passwordsContract,
  jobs: jobsContract,
  roles: rolesContract,
  policies: policiesContract,
  portal: portalSettingsContract,
  vault: vaultContract,
  audit: auditContract,
  door: doorContract,
}
export type AdminContract = typeof adminContract
