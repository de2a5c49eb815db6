import type { CommanderError } from 'commander'
import type { Translate } from '../../shared/i18n/i18n.ts'

/**
 * What the library says of a line that it can't read. It says it in English, so that the names are taken out of its message and said in the
 * person's language.
 */
const messages = {
  'commander.unknownOption': { key: 'unknownOption', pattern: /^error: unknown option '(?<name>.*)'/s },
  'commander.unknownCommand': { key: 'unknownCommand', pattern: /^error: unknown command '(?<name>.*)'/s },
  'commander.missingArgument': { key: 'valueMissing', pattern: /^error: missing required argument '(?<name>.*)'/s },
  'commander.optionMissingArgument': {
    key: 'valueOfOption',
    pattern: /^error: option '(?<option>.*)' argument missing/s,
  },
  'commander.missingMandatoryOptionValue': {
    key: 'optionMissing',
    pattern: /^error: required option '(?<option>.*)' not specified/s,
  },
  'commander.excessArguments': { key: 'tooMany', pattern: /arguments? but got \d+: (?<names>.*)\.$/s },
  'commander.invalidArgument': {
    key: 'badValue',
    pattern:
      /^error: option '(?<option>\S+).*?' argument '(?<value>.*)' is invalid\. Allowed choices are (?<choices>.*)\.$/s,
  },
} as const

const suggestion = /\n\(Did you mean (?:one of )?(?<names>.*)\?\)$/s

const isKnown = (code: string): code is keyof typeof messages => Object.hasOwn(messages, code)

/** The sentences for a line that can't be read; the last one says where there is more. */
export function usageSentences(error: CommanderError, t: Translate): readonly string[] {
  const similar = suggestion.exec(error.message)
  return [
    faultText(error.code, error.message.replace(suggestion, ''), t),
    ...(similar === null ? [] : [t('commandLine.usage.didYouMean', { names: similar.groups?.names })]),
    t('commandLine.usage.help'),
  ]
}

function faultText(code: string, message: string, t: Translate): string {
  const known = isKnown(code) ? messages[code] : null
  const found = known?.pattern.exec(message)?.groups
  if (!known || !found) return t('commandLine.usage.notUnderstood')
  const { name = '', option = '', names = '', value = '', choices = '' } = found
  return t(`commandLine.usage.${known.key}`, { name, option, names, value, choices })
}

/** The same for what Node's own reader of arguments says (node:util, parseArgs), by its code. */
const nodeKeys = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'unknownOption',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: 'valueOfOption',
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: 'tooMany',
} as const

const isNodeCode = (code: string): code is keyof typeof nodeKeys => Object.hasOwn(nodeKeys, code)

/** The sentence for arguments that Node can't read; null for another error. */
export function argumentSentence(error: unknown, t: Translate): string | null {
  const code = (error as { code?: string } | null)?.code ?? ''
  if (!(error instanceof TypeError) || !code.startsWith('ERR_PARSE_ARGS')) return null
  const [, name] = /'([^' ]+)/.exec(error.message) ?? []
  if (!isNodeCode(code) || name === undefined) return t('commandLine.usage.notUnderstood')
  return t(`commandLine.usage.${nodeKeys[code]}`, { name, option: name, names: name })
}
