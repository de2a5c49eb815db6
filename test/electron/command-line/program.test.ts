import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Command, CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../../../electron/command-line/program.ts'
import { textWidth } from '../../../electron/command-line/table.ts'
import { argumentSentence, usageSentences } from '../../../electron/command-line/usage.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import { defaultLanguage, type Language, languages } from '../../../shared/languages.ts'

const program = (language: Language) => createProgram(() => async () => {}, language)
const others = languages.filter((language) => language !== defaultLanguage)

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

/** What is the same in every language: the names that are typed, and how much is typed after them. */
function typed(command: Command): unknown {
  return {
    name: command.name(),
    options: command.options.map(({ long, argChoices, required }) => [long, argChoices, required]),
    arguments: command.registeredArguments.map(({ required, variadic }) => [required, variadic]),
  }
}

/** Everything that a person reads in the help of a command. */
function described(command: Command): readonly string[] {
  const parts = [...command.options, ...command.registeredArguments].map(({ description }) => description)
  return [command.description(), ...parts].filter((text) => text !== '')
}

describe('the help', () => {
  it.each(others)('in %s has the same commands and options as in English', (language) => {
    expect(everyCommand(program(language)).map(typed)).toEqual(everyCommand(program(defaultLanguage)).map(typed))
  })

  it.each(others)('in %s describes each of them in words of its own', (language) => {
    const english = everyCommand(program(defaultLanguage)).map(described)
    const own = everyCommand(program(language)).map(described)
    expect(own.map((texts) => texts.length)).toEqual(english.map((texts) => texts.length))
    const same = own.flatMap((texts, at) => texts.filter((text, number) => text === english[at]?.[number]))
    expect(same).toEqual([])
  })

  it.each(others)('in %s leaves none of the library’s English words', (language) => {
    for (const command of everyCommand(program(language)))
      expect(command.helpInformation()).not.toMatch(
        /Usage:|Arguments:|Options:|Commands:|\[options\]|\[command\]|choices|display help/,
      )
  })

  it.each(languages)('in %s fits a terminal of 80 columns', (language) => {
    for (const command of everyCommand(program(language))) {
      let shown = ''
      const writeOut = (text: string) => {
        shown += text
      }
      command.configureOutput({ writeOut, getOutHelpWidth: () => 80 }).outputHelp()
      const long = shown.split('\n').filter((line) => textWidth(line) > 80)
      expect(long).toEqual([])
    }
  })

  it.each(languages)('in %s says how many entries the audit log shows', (language) => {
    const audit = program(language).commands.find((one) => one.name() === 'audit')
    expect(audit?.commands.find((one) => one.name() === 'list')?.description()).toContain('100')
  })
})

/** What is said of a line that can't be read. */
async function complaint(language: Language, args: readonly string[]): Promise<string> {
  const made = program(language)
  for (const one of everyCommand(made)) one.configureOutput({ writeErr: () => {} })
  const error = await made.parseAsync([...args], { from: 'user' }).catch((thrown: unknown) => thrown)
  if (!(error instanceof CommanderError)) throw new Error(`${args.join(' ')} was read`)
  return usageSentences(error, createWords(language).t).join('\n')
}

const unreadable: readonly (readonly [args: readonly string[], english: string])[] = [
  [['nonsense'], 'There is no command nonsense.'],
  [['user'], 'There is no command user.\nDid you mean users?'],
  [['users', 'lust'], 'There is no command lust.\nDid you mean list?'],
  [['users', 'list', '--nonsense'], 'There is no option --nonsense.'],
  [['users', 'list', "--it's"], "There is no option --it's."],
  [['users', 'list', '--stat', 'x'], 'There is no option --stat.\nDid you mean --state?'],
  [['users', 'import'], 'FILE is missing.'],
  [['users', 'list', '--state'], 'A value is missing: --state <STATE>.'],
  [['init', '--organisation', 'Nordwind', '--username', 'a@b.test'], '--display-name <NAME> is missing.'],
  [['jobs', 'list', 'one', "the other's"], "Too much is given: one, the other's."],
  [
    ['password', 'reset', 'a', '--style', "we'ak"],
    "--style can't be we'ak. Choose one of strong, passphrase, classic.",
  ],
  [['users', 'list', '--language', 'xx'], `--language can't be xx. Choose one of ${languages.join(', ')}.`],
]

describe('a line that can’t be read', () => {
  it.each(unreadable)('%j is answered with %j', async (args, english) => {
    expect(await complaint('en', args)).toBe(`${english}\n--help says more.`)
  })

  it.each(unreadable)('%j is answered in the person’s language, with the same names', async (args, english) => {
    const names =
      english
        .replace('Choose one of', '')
        .match(/--[a-z-]+(?:'s)?|nonsense|lust|\b(?:one|we'ak|xx|users|list|--state)\b/g) ?? []
    for (const language of others) {
      const said = await complaint(language, args)
      expect(said).not.toMatch(/error|There is|Did you|missing|Choose|given|says more|understood/)
      for (const name of names) expect(said).toContain(name)
    }
  })

  it('is answered in general words where the library says something that is not known here', () => {
    const { t } = createWords('da')
    const [said] = usageSentences(new CommanderError(1, 'commander.somethingNew', 'error: something new'), t)
    expect(said).toBe(t('commandLine.usage.notUnderstood'))
    const [changed] = usageSentences(new CommanderError(1, 'commander.unknownOption', 'error: said otherwise'), t)
    expect(changed).toBe(t('commandLine.usage.notUnderstood'))
  })

  it('is answered likewise where Node reads it', () => {
    const { t } = createWords('da')
    const nodeError = (code: string, message: string) => Object.assign(new TypeError(message), { code })
    expect(argumentSentence(nodeError('ERR_PARSE_ARGS_UNKNOWN_OPTION', "Unknown option '--x'. To specify"), t)).toBe(
      'Indstillingen --x findes ikke.',
    )
    expect(
      argumentSentence(nodeError('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', "Option '--port <value>' argument missing"), t),
    ).toBe('Der mangler en værdi: --port.')
    expect(argumentSentence(nodeError('ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', "Unexpected argument 'y'."), t)).toBe(
      'Der er angivet for meget: y.',
    )
    expect(argumentSentence(nodeError('ERR_PARSE_ARGS_NEW', 'Something'), t)).toBe(t('commandLine.usage.notUnderstood'))
    expect(argumentSentence(new TypeError('x'), t)).toBe(null)
  })
})

const folder = fileURLToPath(new URL('../../../electron/command-line/', import.meta.url))

/** Calls whose words a person reads, with words that are written out: they would be in one language only. */
function writtenOut(source: string): readonly string[] {
  // A literal with a letter in it, apart from what is filled in.
  const literal = /['"`](?:\$\{[^}]*\}|[^'"`$A-Za-z])*[A-Za-z]/.source
  const places = [
    '\\b(?:say|progress|description|usageError)\\(\\s*',
    '\\btable\\(\\s*\\[\\s*',
    '\\boption\\([^,]*,\\s*',
  ]
  const calls = new RegExp(places.map((place) => place + literal).join('|'), 'g')
  return source.match(calls) ?? []
}

describe('the code', () => {
  it('writes out nothing that a person reads', () => {
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(15)
    expect(files.filter((name) => writtenOut(readFileSync(`${folder}${name}`, 'utf8')).length > 0)).toEqual([])
  })

  it('is found where it does', () => {
    const bad = [
      `output.say(\`$\{n} users\`)`,
      "throw usageError('No.')",
      "table(['Who'], [])",
      ".option('--all', 'all')",
    ]
    expect(bad.map((source) => writtenOut(source).length)).toEqual([1, 1, 1, 1])
    expect(writtenOut(".say(words().t('x')); table(headings, rows); .option('--all', texts.all)")).toEqual([])
  })
})
