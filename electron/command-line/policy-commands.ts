import { Command } from 'commander'
import type { PolicyChange } from '../../shared/policies.ts'
import {
  type Policies,
  type PolicySection,
  policies as policiesSchema,
  policyNames,
} from '../../shared/rules/policy.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import { usageError } from './complaint.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Run } from './program.ts'
import { waitingSentence } from './results.ts'
import { table } from './table.ts'
import { words } from './words.ts'

const names = policyNames.join(', ')

/** `policy`: what is allowed here; each policy is a JSON object. */
export function policyCommands(run: Run, { commands, argumentTexts, filledIn }: HelpTexts): Command {
  const policy = new Command('policy').description(`${commands.policy}: ${names}`)
  policy
    .command('get')
    .argument(`[${filledIn.name}]`, `${argumentTexts.policyOrAll}: ${names}`)
    .description(commands['policy get'])
    .action(run((options, name?: string) => get(options, name)))
  policy
    .command('set')
    .argument(`<${filledIn.name}>`, `${argumentTexts.policy}: ${names}`)
    .argument(`<${filledIn.json}>`, argumentTexts.json)
    .description(commands['policy set'])
    .action(run((options, name: string, json: string) => set(options, name, json)))
  return policy
}

function nameOf(raw: string): PolicySection {
  const found = policyNames.find((name) => name === raw)
  if (found === undefined) throw usageError(words().t('commandLine.noPolicy', { name: raw, names }))
  return found
}

function get(options: Options, raw: string | undefined): Promise<ExitStatus> {
  const name = raw === undefined ? null : nameOf(raw)
  return withDesk(options, async ({ caller, output }) => {
    const { policies } = await caller.policies.get({})
    const document = name === null ? policies : policies[name]
    output.answer({ policies: document }, () => JSON.stringify(document, null, 2))
    return exitStatus.done
  })
}

/** Puts the given values over the policy in force and checks the whole by schema; every mistake is named by its place. */
function merged(before: Policies, name: PolicySection, json: string): Policies {
  let values: unknown
  try {
    values = JSON.parse(json)
  } catch {
    throw usageError(words().t('commandLine.notJson'))
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw usageError(words().t('commandLine.notAnObject'))
  const parsed = policiesSchema.safeParse({ ...before, [name]: { ...before[name], ...values } })
  if (parsed.success) return parsed.data
  const places = parsed.error.issues.map(({ path, code }) => `${path.join('.') || name}: ${problemText(code)}`)
  throw usageError(words().t('commandLine.policyKept', { faults: places.join('; ') }))
}

const problems = ['invalid_type', 'too_small', 'too_big', 'unrecognized_keys', 'invalid_value'] as const

/** What the schema found, in words. */
function problemText(code: string): string {
  return words().t(`policies.problems.${problems.find((one) => one === code) ?? 'other'}`)
}

/** A value as it is written in JSON; a list, of which only the length is known, in words. */
function valueText(value: string): string {
  const [, entries] = /^(\d+) entries$/.exec(value) ?? []
  return entries === undefined ? value : words().t('policies.values.words', { count: Number(entries) })
}

/** The policies that the two-person rule guards; only a change of these can wait for a second admin. */
const waitsForTwo = /^(?:selfService|signIn\.(?:twoPerson|secondFactor))\b/

function changeTable(changes: readonly PolicyChange[]): string {
  const { t } = words()
  if (changes.length === 0) return t('commandLine.nothingChanged')
  const rows = changes.map(({ path, before, after }) => [path, valueText(before), valueText(after)])
  return table([t('audit.columns.what'), t('commandLine.columns.before'), t('commandLine.columns.after')], rows)
}

function set(options: Options, raw: string, json: string): Promise<ExitStatus> {
  const name = nameOf(raw)
  return withDesk(options, async ({ caller, output }) => {
    const { policies } = await caller.policies.get({})
    const next = merged(policies, name, json)
    const { changes, impacts } = await caller.policies.preview(next)
    for (const { kind, count } of impacts) output.say(words().t(`policies.impacts.${kind}`, { count }))
    const { request } = await caller.policies.save(next)
    const saved = changes.filter(({ path }) => request === undefined || !waitsForTwo.test(path))
    output.answer({ changes: saved, ...(request === undefined ? {} : { request }) }, () => changeTable(saved))
    if (request === undefined) return exitStatus.done
    output.say(waitingSentence(request))
    return exitStatus.someFailed
  })
}
