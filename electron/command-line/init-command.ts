import { Command } from 'commander'
import type { HelpTexts } from '../language/help-texts.ts'
import { withNewDesk } from './desk.ts'
import { exitStatus } from './exit-status.ts'
import type { Run } from './program.ts'
import { readNewPassword } from './secret-input.ts'
import { spokenLanguage, words } from './words.ts'

/** `init`: the organisation and its first global admin. */
export function initCommand(run: Run, { commands, optionTexts, filledIn }: HelpTexts): Command {
  return new Command('init')
    .description(commands.init)
    .requiredOption(`--organisation <${filledIn.name}>`, optionTexts.organisation)
    .requiredOption(`--username <${filledIn.upn}>`, optionTexts.username)
    .requiredOption(`--display-name <${filledIn.name}>`, optionTexts.displayName)
    .action(
      run((options) =>
        withNewDesk(options, async ({ services, caller, output }) => {
          const organisation = String(options.organisation)
          const username = String(options.username)
          const displayName = String(options.displayName)
          const password = await readNewPassword(options.passwordStdin === true)
          const language = spokenLanguage()
          const input = { organisation, displayName, username, password, language }
          const { recoveryKey, session } = await caller.settings.createOrganisation(input)
          const keeps = services.vault.needsAdminSlots() ? 'passwordOfGlobalAdmin' : 'keychain'
          const document = { organisation, username: session.username, recoveryKey, vaultOpensWith: keeps }
          output.answer(document, () => words().t('commandLine.setUp', { organisation, username: session.username }))
          // Shown this once: Keydesk keeps no copy that could be read.
          if (!output.isJson) output.say(words().t('commandLine.newRecoveryKey', { recoveryKey }))
          return exitStatus.done
        }),
      ),
    )
}
