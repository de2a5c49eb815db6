import { resolve } from 'node:path'
import { Command } from 'commander'
import { dataFolder } from '../data-folder.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import { restoreBackup } from '../services.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { createOutput, isoTime, printable } from './output.ts'
import type { Run } from './program.ts'
import { readSecret } from './secret-input.ts'
import { localNumber, localTime, words } from './words.ts'

/** `backup`: one sealed file of everything. */
export function backupCommand(run: Run, { commands, argumentTexts, optionTexts, filledIn }: HelpTexts): Command {
  return new Command('backup')
    .description(commands.backup)
    .argument(`<${filledIn.file}>`, argumentTexts.backupFile)
    .option('--passphrase-stdin', optionTexts.passphraseStdin)
    .action(run((options, file: string) => backup(options, file)))
}

/** `restore`: the opposite, into a folder without an organisation. */
export function restoreCommand(run: Run, { commands, argumentTexts, filledIn }: HelpTexts): Command {
  return new Command('restore')
    .description(commands.restore)
    .argument(`<${filledIn.file}>`, argumentTexts.restoreFile)
    .action(run((options, file: string) => restore(options, file)))
}

function backup(options: Options & { readonly passphraseStdin?: unknown }, file: string): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { t } = words()
    const isFromInput = options.passphraseStdin === true
    const passphrase = isFromInput ? await readSecret(t('commandLine.backupPassphrase'), true) : null
    const { madeAt, ...made } = await caller.backup.make({ path: fullPath(file), passphrase })
    const document = { ...made, intact: true, madeAt: isoTime(madeAt) }
    output.answer(document, () =>
      t('commandLine.backupMade', {
        file: made.file,
        users: localNumber(made.users),
        entries: localNumber(made.entries),
      }),
    )
    return exitStatus.done
  })
}

/** An empty name stays empty and is refused: it would otherwise be the folder in which the command runs. */
const fullPath = (file: string) => (file.trim() === '' ? '' : resolve(file))

async function restore(options: Options, file: string): Promise<ExitStatus> {
  const { t } = words()
  const output = createOutput(options.json === true)
  const key = await readSecret(t('commandLine.backupKey'), options.passwordStdin === true)
  const folder = dataFolder(options)
  const restored = await restoreBackup({ dataDir: folder, door: 'commandLine', file: resolve(file), key })
  const { organisation, users, entries, madeAt, lastEntryAt, isFolderOpen, vaultOpensWith, isLogIntact } = restored
  const document = {
    ...{ organisation, users, entries, intact: isLogIntact, madeAt: isoTime(madeAt) },
    ...{ lastEntryAt: isoTime(lastEntryAt), vaultOpensWith },
  }
  if (isFolderOpen) output.say(t('errors.folderOpen', { folder }))
  output.answer(document, () =>
    t('commandLine.backupRestored', {
      organisation: printable(organisation),
      time: localTime(madeAt),
      users: localNumber(users),
      entries: localNumber(entries),
    }),
  )
  for (const key of ['passwords', 'people', 'codes', 'ended', 'unknown'] as const)
    output.say(t(`backup.undone.${key}`, { time: localTime(madeAt) }))
  if (!isLogIntact) output.say(t('backup.logNotWhole'))
  if (vaultOpensWith === 'recoveryKey') output.say(t('commandLine.backupNoKeychain'))
  return exitStatus.done
}
