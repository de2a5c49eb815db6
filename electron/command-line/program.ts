import { type Argument, Command, CommanderError, Help, type HelpConfiguration, Option } from 'commander'
import { defaultLanguage, type Language, languages } from '../../shared/languages.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import { languageWords } from '../language/language.ts'
import { auditCommands } from './audit-commands.ts'
import { backupCommand, restoreCommand } from './backup-commands.ts'
import { clockCommands } from './clock-commands.ts'
import { complaintOf, usageError } from './complaint.ts'
import type { Options } from './desk.ts'
import { directoriesCommands } from './directories-commands.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { groupsCommands } from './groups-commands.ts'
import { initCommand } from './init-command.ts'
import { jobsCommands } from './jobs-commands.ts'
import { printable } from './output.ts'
import { passwordCommands } from './password-commands.ts'
import { policyCommands } from './policy-commands.ts'
import { closeInput } from './secret-input.ts'
import { usageSentences } from './usage.ts'
import { usersCommands } from './users-commands.ts'
import { chooseLanguage, spokenLanguage, words } from './words.ts'

type Values = Options & Readonly<Record<string, unknown>>
/** How a command runs its work: the work gets the options and arguments, and what it answers becomes the exit status. */
export type Run = (
  work: (options: Values, ...args: never[]) => Promise<ExitStatus>,
) => (...given: unknown[]) => Promise<void>

/** Reads the arguments, does what they say and answers with the exit status. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let status: number = exitStatus.done
  const run: Run =
    (work) =>
    async (...given) => {
      const command = given.at(-1) as Command
      // Commander hands over the arguments, then the options, then the command.
      const values = given.slice(0, -2) as Parameters<typeof work> extends [unknown, ...infer A] ? A : never
      status = await work(command.optsWithGlobals(), ...values)
    }
  process.stdout.on('error', endQuietly)
  chooseLanguage(languageOn(args))
  try {
    // Bytes of another encoding have been replaced before they come here: they would be stored as another name.
    if (args.some((argument) => argument.includes('\ufffd'))) throw usageError(words().t('commandLine.argumentNotUtf8'))
    await createProgram(run, spokenLanguage()).parseAsync([...args], { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return refuse(error)
    const complaint = complaintOf(error, spokenLanguage())
    process.stderr.write(`${printable(complaint.sentence)}\n`)
    return complaint.status
  } finally {
    closeInput()
  }
}

/** A reader that closes the pipe early, such as `head`, is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(exitStatus.done)
  throw error
}

/** Says what is wrong with the line; where the help was shown, nothing more needs to be said. */
function refuse(error: CommanderError): ExitStatus {
  if (error.exitCode === 0) return exitStatus.done
  if (error.code !== 'commander.help') {
    const sentences = usageSentences(error, words().t)
    process.stderr.write(`${printable(sentences.join('\n'))}\n`)
  }
  return exitStatus.badInput
}

/**
 * The language that the line names, wherever it stands, null where it names none. It is read before everything else, because help and
 * complaints are in that language too.
 */
function languageOn(args: readonly string[]): Language | null {
  const reader = withCommonOptions(new Command(), languageWords[defaultLanguage].help)
  reader.exitOverride().configureOutput({ outputError: () => {} })
  try {
    reader.parseOptions([...args])
    return reader.opts<{ language?: Language }>().language ?? null
  } catch {
    // What is wrong with the line is said when all of it is read.
    return null
  }
}

/** The options that every command has. */
function withCommonOptions(program: Command, { optionTexts, filledIn }: HelpTexts): Command {
  return program
    .option(`--data-dir <${filledIn.folder}>`, optionTexts.dataDir)
    .option(`--as <${filledIn.user}>`, optionTexts.as)
    .option('--password-stdin', optionTexts.passwordStdin)
    .option('--recovery-key', optionTexts.recoveryKey)
    .option('--json', optionTexts.json)
    .addOption(new Option(`--language <${filledIn.code}>`, optionTexts.language).choices(languages))
}

/** The command line with everything that it understands, and its help in one language. */
export function createProgram(run: Run, language: Language = defaultLanguage): Command {
  const { help } = languageWords[language]
  const program = withCommonOptions(new Command('keydesk'), help)
    .description(help.program)
    .helpOption('-h, --help', help.optionTexts.help)
    .addHelpText('after', () => `\n${help.after.map(inLines).join('\n')}`)
    .helpCommand(false)
    .configureHelp(helpWords(help))
    // Complaints of the library are English: runCommandLine says them in words.
    .configureOutput({ outputError: () => {} })
  program.addCommand(initCommand(run, help))
  program.addCommand(usersCommands(run, help))
  program.addCommand(passwordCommands(run, help))
  program.addCommand(jobsCommands(run, help))
  program.addCommand(auditCommands(run, help))
  program.addCommand(policyCommands(run, help))
  program.addCommand(backupCommand(run, help))
  program.addCommand(restoreCommand(run, help))
  program.addCommand(clockCommands(run, help))
  program.addCommand(groupsCommands(run, help))
  program.addCommand(directoriesCommands(run, help))
  inherit(program)
  // After what is inherited, which holds that the program itself has no such command.
  for (const group of program.commands.filter(({ commands }) => commands.length > 0))
    group.helpCommand(`help [${help.command}]`, help.commands.help)
  return program
}

/** A paragraph in lines as long as those of the help above it. */
function inLines(paragraph: string): string {
  return new Help().boxWrap(paragraph, process.stdout.columns || 80)
}

/** An argument as it stands in a line of usage. */
function argumentTerm(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

/** The words that the library itself puts into the help. */
function helpWords({ headings, options, command }: HelpTexts): HelpConfiguration {
  const titles = new Map([
    ['Usage:', headings.usage],
    ['Arguments:', headings.arguments],
    ['Options:', headings.options],
    ['Commands:', headings.commands],
  ])
  const line = (text: string) => text.replace('[options]', `[${options}]`).replace('[command]', `[${command}]`)
  return {
    styleTitle: (title) => titles.get(title) ?? title,
    styleUsage: line,
    // The options of a command are in its own help; a list of commands has no room for them.
    subcommandTerm: (one) => [one.name(), ...one.registeredArguments.map(argumentTerm)].join(' '),
    minWidthToWrap: 20,
    optionDescription: ({ description, argChoices }) =>
      argChoices === undefined ? description : `${description} (${argChoices.join(', ')})`,
  }
}

/** Commander does not pass the error handling of a parent on to commands that are added ready-made, so that it is copied here. */
function inherit(parent: Command): void {
  parent.exitOverride()
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent)
    inherit(child)
  }
}
