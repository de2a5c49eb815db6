import { Command } from 'commander'
import { defaultLanguage } from '../../shared/languages.ts'
import { withNewDesk } from './desk.ts'
import { exitStatus } from './exit-status.ts'
import type { Run } from './program.ts'
import { readNewPassword } from './secret-input.ts'
import { systemLanguage, words } from './words.ts'

/** `init`: the organisation and its first global admin. */
export function initCommand(run: Run): Command {
  return new Command('init')
    .description('set up a new organisation with its first global admin')
    .requiredOption('--organisation <NAME>', "the organisation's name")
    .requiredOption('--username <UPN>', "the admin's user name, such as ida@nordwind.test")
    .requiredOption('--display-name <NAME>', "the admin's name")
    .action(
      run((options) =>
        withNewDesk(options, async ({ services, caller, output }) => {
          const organisation = String(options.organisation)
          const username = String(options.username)
          const displayName = String(options.displayName)
          const password = await readNewPassword(options.passwordStdin === true)
          const language = systemLanguage() ?? defaultLanguage
          const input = { organisation, displayName, username, password, language }
          const { recoveryKey, session } = await caller.settings.createOrganisation(input)
          const keeps = services.vault.needsAdminSlots() ? 'passwordOfGlobalAdmin' : 'keychain'
          const document = { organisation, username: session.username, recoveryKey, vaultOpensWith: keeps }
          output.answer(document, () => `${organisation} is set up. ${session.username} is its global admin.`)
          // Shown this once: Keydesk keeps no copy that could be read.
          if (!output.isJson) output.say(words().t('commandLine.newRecoveryKey', { recoveryKey }))
          return exitStatus.done
        }),
      ),
    )
}
