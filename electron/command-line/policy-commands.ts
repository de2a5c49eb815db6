import { Command } from 'commander'
import {
  type Policies,
  type PolicySection,
  policies as policiesSchema,
  policyNames,
} from '../../shared/rules/policy.ts'
import { usageError } from './complaint.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { table } from './output.ts'
import type { Run } from './program.ts'
import { waitingSentence } from './results.ts'
import { words } from './words.ts'

const names = policyNames.join(', ')

/** `policy`: what is allowed here; each policy is a JSON object. */
export function policyCommands(run: Run): Command {
  const policy = new Command('policy').description(`read and set policies: ${names}`)
  policy
    .command('get')
    .argument('[name]', `one of ${names}; all of them without`)
    .description('print policies as JSON')
    .action(run((options, name?: string) => get(options, name)))
  policy
    .command('set')
    .argument('<name>', `one of ${names}`)
    .argument('<json>', 'the values to change, such as {"threshold":5}; the others stay')
    .description('change a policy; the audit log keeps old and new values')
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
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.') || name}: ${issue.message}`)
  throw usageError(words().t('commandLine.policyKept', { faults: places.join(' ') }))
}

/** The policies that the two-person rule guards; only a change of these can wait for a second admin. */
const waitsForTwo = /^(?:selfService|signIn\.(?:twoPerson|secondFactor))\b/

function set(options: Options, raw: string, json: string): Promise<ExitStatus> {
  const name = nameOf(raw)
  return withDesk(options, async ({ caller, output }) => {
    const { policies } = await caller.policies.get({})
    const next = merged(policies, name, json)
    const { changes, impacts } = await caller.policies.preview(next)
    for (const { kind, count } of impacts) output.say(`${kind}: ${count}`)
    const { request } = await caller.policies.save(next)
    const saved = changes.filter(({ path }) => request === undefined || !waitsForTwo.test(path))
    const rows = saved.map(({ path, before, after }) => [path, before, after])
    output.answer({ changes: saved, ...(request === undefined ? {} : { request }) }, () =>
      rows.length === 0 ? words().t('commandLine.nothingChanged') : table(['What', 'Before', 'After'], rows),
    )
    if (request === undefined) return exitStatus.done
    output.say(waitingSentence(request))
    return exitStatus.someFailed
  })
}
