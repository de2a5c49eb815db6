import { Command, Option } from 'commander'
import { type DirectoryRow, directoryKind } from '../../shared/directories.ts'
import { directoryNames } from '../../shared/i18n/directory-names.ts'
import { lookedText } from '../../shared/i18n/looked-text.ts'
import { abilityNotes } from '../../shared/rules/directory/directory-abilities.ts'
import { serverText } from '../../shared/rules/directory/directory-server.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import type { Caller } from '../rpc/caller.ts'
import { addDirectory, securities } from './add-directory.ts'
import { usageError } from './complaint.ts'
import { type Options, withDesk } from './desk.ts'
import { rightsDocument, rightsText } from './directory-rights.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { matchPeople, undoMatch } from './match-people.ts'
import { isoTime } from './output.ts'
import type { Run } from './program.ts'
import { requestIfWaiting } from './results.ts'
import { mustType } from './secret-input.ts'
import { table } from './table.ts'
import { localNumber, localTime, words } from './words.ts'

/** `directories`: the connected directories, whose people stand beside Keydesk's own. */
export function directoriesCommands(run: Run, help: HelpTexts): Command {
  const { commands, optionTexts, argumentTexts, filledIn } = help
  const name = `<${filledIn.name}>`
  const directories = new Command('directories').description(commands.directories)
  directories
    .command('list')
    .description(commands['directories list'])
    .action(run((options) => list(options)))
  directories
    .command('add')
    .description(commands['directories add'])
    .requiredOption(`--name ${name}`, optionTexts.directoryName)
    .requiredOption(`--server <${filledIn.server}>`, optionTexts.server, together)
    .requiredOption(`--account <${filledIn.account}>`, optionTexts.account)
    .addOption(new Option(`--security <${filledIn.security}>`, optionTexts.security).choices(Object.keys(securities)))
    .addOption(new Option(`--kind <${filledIn.kind}>`, optionTexts.kind).choices(directoryKind.options))
    .option(`--base <${filledIn.dn}>`, optionTexts.base)
    .option(`--authority <${filledIn.file}>`, optionTexts.authority)
    .option(`--fingerprint <${filledIn.fingerprint}>`, optionTexts.fingerprint)
    .action(run((options) => addDirectory(options)))
  directories
    .command('test')
    .argument(name, argumentTexts.directory)
    .description(commands['directories test'])
    .action(run((options, typed: string) => test(options, typed)))
  directories
    .command('sync')
    .argument(name, argumentTexts.directory)
    .option('--whole', optionTexts.whole)
    .option('--hide-missing', optionTexts.hideMissing)
    .option('--yes', optionTexts.yes)
    .description(commands['directories sync'])
    .action(
      run((options, typed: string) =>
        sync(options, typed, {
          isWhole: options.whole === true,
          wantsHidden: options.hideMissing === true,
          isSure: options.yes === true,
        }),
      ),
    )
  directories
    .command('remove')
    .argument(name, argumentTexts.directory)
    .option('--yes', optionTexts.yes)
    .option('--keep-people', optionTexts.keepPeople)
    .description(commands['directories remove'])
    .action(run((options, typed: string) => remove(options, typed, options.yes === true, options.keepPeople === true)))
  directories
    .command('match')
    .argument(name, argumentTexts.directory)
    .option('--adopt', optionTexts.adopt)
    .description(commands['directories match'])
    .action(run((options, typed: string) => match(options, typed, options.adopt === true)))
  directories
    .command('undo-match')
    .argument(name, argumentTexts.directory)
    .argument(`[${filledIn.user}...]`, argumentTexts.users)
    .description(commands['directories undo-match'])
    .action(run((options, typed: string, names: readonly string[]) => undo(options, typed, names)))
  return directories
}

/** The values of an option that may be given several times. */
const together = (value: string, before: readonly string[] = []) => [...before, value]

/** The directory of a name, or of an id where no name is the same. */
async function directoryNamed(caller: Caller, typed: string): Promise<DirectoryRow> {
  const { directories } = await caller.directories.list({})
  const wanted = typed.trim().normalize('NFC')
  const named = directories.filter(({ connection }) => connection.name === wanted)
  const [one, ...others] = named.length > 0 ? named : directories.filter(({ id }) => String(id) === wanted)
  if (one === undefined) throw usageError(words().t('commandLine.noDirectory', { name: typed }))
  if (others.length > 0) throw usageError(words().t('commandLine.directoriesOfOneName', { name: typed }))
  return one
}

function stateOf({ fault, lookedAt, leaving }: DirectoryRow): 'connected' | 'fault' | 'unread' | 'leaving' {
  if (leaving !== null) return 'leaving'
  if (fault !== null) return 'fault'
  return lookedAt === null ? 'unread' : 'connected'
}

function list(options: Options): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { t } = words()
    const { directories } = await caller.directories.list({})
    output.answer({ directories: directories.map(asDocument) }, () => directoryTable(directories))
    if (output.isJson) return exitStatus.done
    for (const { connection, fault } of directories) {
      if (fault === null) continue
      output.say(`${t('directories.faultTitle', { name: connection.name })} ${t(`errors.directoryFault.${fault}`)}`)
    }
    return exitStatus.done
  })
}

function asDocument(row: DirectoryRow) {
  const { id, connection, people, lookedAt, fault } = row
  const { name, kind, servers, security, trust, base, account } = connection
  return {
    ...{ id, name, kind, servers: servers.map(serverText), security, trust: trust.kind, base, account, people },
    ...{ lookedAt: isoTime(lookedAt), state: stateOf(row), fault },
  }
}

function directoryTable(directories: readonly DirectoryRow[]): string {
  const { t } = words()
  const rows = directories.map((row) => [
    row.connection.name,
    directoryNames[row.connection.kind],
    row.connection.servers.map(serverText).join(', '),
    localNumber(row.people),
    row.lookedAt === null ? t('directories.never') : localTime(row.lookedAt),
    t(`directories.states.${stateOf(row)}`),
  ])
  const columns = ['name', 'kind', 'server', 'people', 'lookedAt', 'state'] as const
  const headings = columns.map((column) => t(`directories.columns.${column}`))
  return table(headings, rows)
}

/** A missing right and an account that sees nobody make the exit status 1, as a connection that fails does. */
function test(options: Options, typed: string): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { t } = words()
    const { id, connection } = await directoryNamed(caller, typed)
    const { fault, rights, people, abilities } = await caller.directories.test({ kind: 'stored', id })
    const { name, account } = connection
    const document = { id, name, fault, people, rights: rightsDocument(rights, account), abilities }
    output.answer(document, () => (fault === null ? rightsText(rights, account) : ''))
    if (fault !== null) {
      output.say(t(`errors.directoryFault.${fault}`))
      return exitStatus.someFailed
    }
    output.say(people > 0 ? t('directories.seenPeople', { count: people }) : t('directories.seenNobody'))
    for (const note of abilities === null ? [] : abilityNotes(abilities)) output.say(t(`directories.abilities.${note}`))
    const isWhole = people > 0 && rights.every(({ state }) => state !== 'no')
    return isWhole ? exitStatus.done : exitStatus.someFailed
  })
}

/** People whom the directory does not have any more go from the list without a question only if they are few. */
function sync(
  options: Options,
  typed: string,
  {
    isWhole,
    wantsHidden,
    isSure,
  }: { readonly isWhole: boolean; readonly wantsHidden: boolean; readonly isSure: boolean },
): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { id, connection, missing } = await directoryNamed(caller, typed)
    const { name } = connection
    const mayHide = wantsHidden && missing > 0
    if (mayHide) {
      output.say(words().t('directories.hideMissingText', { name, count: missing }))
      if (!isSure) await mustType(name, options.passwordStdin === true)
    }
    return requestIfWaiting(output, async () => {
      const found = mayHide
        ? await caller.directories.hideMissing({ id, most: missing })
        : await caller.directories.look({ id, isWhole })
      output.answer({ id, name, ...found }, () => lookedText(words().t, name, found))
      return found.missing === 0 ? exitStatus.done : exitStatus.someFailed
    })
  })
}

function match(options: Options, typed: string, isAdopting: boolean): Promise<ExitStatus> {
  return withDesk(options, async (desk) => matchPeople(desk, await directoryNamed(desk.caller, typed), isAdopting))
}

function undo(options: Options, typed: string, names: readonly string[]): Promise<ExitStatus> {
  return withDesk(options, async (desk) => undoMatch(desk, await directoryNamed(desk.caller, typed), names))
}

function remove(options: Options, typed: string, isSure: boolean, isKeeping: boolean): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { t } = words()
    const { id, connection, people, admins } = await directoryNamed(caller, typed)
    const { name } = connection
    output.say(t(isKeeping ? 'directories.disconnectKeepText' : 'directories.disconnectText', { name, count: people }))
    if (admins > 0) output.say(t('directories.disconnectAdmins', { count: admins }))
    if (!isSure) await mustType(name, options.passwordStdin === true)
    return requestIfWaiting(output, async () => {
      await caller.directories.remove({ id, people: isKeeping ? 'keep' : 'remove' })
      output.answer({ id, name, [isKeeping ? 'kept' : 'removed']: people }, () =>
        t('directories.disconnected', { name }),
      )
      return exitStatus.done
    })
  })
}
