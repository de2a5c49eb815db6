import type { Sql } from '../db/database.ts'

/** Every table that goes on as it was in the backup, with the reason why nothing of it must end. A test demands an answer for each table. */
export const keptTables: Readonly<Record<string, string>> = {
  users: 'who there is, with the passwords of then',
  user_roles: 'who may do what',
  role_limits: 'who may do what',
  password_history: 'passwords that must not come again',
  password_knowers: 'who knows whose password',
  secrets: 'temporary passwords that nobody has changed yet',
  user_groups: 'groups',
  group_members: 'groups',
  group_departments: 'groups',
  group_groups: 'groups',
  views: 'saved filters',
  settings: 'settings and policies',
  vault: 'the same vault',
  vault_slots: 'moved to the keychain here by the vault itself',
  job_items: 'what was done and what not',
  audit: 'the log goes on',
  audit_head: 'the log goes on',
  audit_names: 'the log goes on',
  audit_actions: 'the log goes on',
  audit_blocks: 'the log goes on',
  lockouts: 'a guesser must not begin anew',
  portal_limits: 'a guesser must not begin anew',
  reset_throttles: 'a guesser must not begin anew',
  recovery_codes: 'printed codes; which were used since can’t be known, and without them some people could not sign in',
  security_answers: 'ways to prove who somebody is',
  registrations: 'who was asked to register',
  contact_edits: 'who wrote an address down',
  request_people: 'whom requests were about',
  portal_settings: 'the same portal',
  portal_certificates: 'the same portal',
  mail_settings: 'the same mail server',
  mail_templates: 'the same mails',
  directories: 'the next look goes on from the mark of then, and finds all that has changed since',
  adoptions: 'who signs in by a directory',
  lapsed_there: 'whose temporary password was ended',
  clock: 'the time that has certainly come',
  backup: 'the schedule',
}

/** What of a backup must not go on, because it has ended, been used or been decided otherwise since; each with its SQL. */
export const endedTables: Readonly<Record<string, string>> = {
  // A code, link or pass that was used since would work a second time.
  reset_attempts: 'DELETE FROM reset_attempts',
  reset_codes: 'DELETE FROM reset_codes',
  desk_codes: 'DELETE FROM desk_codes',
  email_changes: 'DELETE FROM email_changes',
  help_codes: 'DELETE FROM help_codes',
  access_passes: 'DELETE FROM access_passes',
  reset_links: 'DELETE FROM reset_links',
  // The code of an authenticator app that signed in a moment ago must not sign in again.
  authenticators: 'UPDATE authenticators SET last_step = max(last_step, @now / 30000 + 1)',
  // A reset that waited may have been refused since, and one that ran has gone on elsewhere.
  requests: "UPDATE requests SET state = 'expired', decided_at = @now, sealed = NULL WHERE state = 'open'",
  // An approval was for one run, which may have gone on elsewhere; what is done keeps who approved it.
  jobs: "UPDATE jobs SET state = 'stopped', options = json_remove(options, '$.approval') WHERE state IN ('running', 'stopped')",
  // What the directory has by now can't be told from what was on its way then.
  password_intents: 'DELETE FROM password_intents',
  // A mail may have been sent since: one with a code or link is worthless, and any other waits for an admin to send it.
  mail_outbox: `UPDATE mail_outbox SET ended_at = @now, state = iif(expires_at IS NULL AND is_decoy = 0, 'stuck', 'expired'),
    sealed = iif(expires_at IS NULL AND is_decoy = 0, sealed, NULL), reason = 'restored', reply_code = ''
    WHERE state IN ('waiting', 'sending')`,
}

/** Ends what must not go on from a backup, inside the caller's transaction. `now` in milliseconds UTC. */
export function endWhatHasPassed(sql: Sql, now: number): void {
  for (const text of Object.values(endedTables)) {
    const statement = sql.prepare(text)
    if (text.includes('@now')) statement.run({ now })
    else statement.run()
  }
}
