import { Command } from 'commander'
import type { Group, GroupMember } from '../../shared/groups.ts'
import { defaultLanguage } from '../../shared/languages.ts'
import { groupNameKey } from '../../shared/rules/groups.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import type { Caller } from '../rpc/caller.ts'
import { usageError } from './complaint.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { Run } from './program.ts'
import { table } from './table.ts'
import { localNumber, words } from './words.ts'

const pageSize = 500

/** `groups`: Keydesk's own groups and those of connected directories. */
export function groupsCommands(run: Run, { commands, argumentTexts, filledIn }: HelpTexts): Command {
  const groups = new Command('groups').description(commands.groups)
  groups
    .command('list')
    .description(commands['groups list'])
    .action(run((options) => list(options)))
  groups
    .command('show')
    .argument(`<${filledIn.name}>`, argumentTexts.group)
    .description(commands['groups show'])
    .action(run((options, typed: string) => show(options, typed)))
  return groups
}

function list(options: Options): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { groups } = await caller.groups.list({})
    output.answer({ groups: groups.map(asDocument) }, () => groupTable(groups))
    return exitStatus.done
  })
}

function groupTable(groups: readonly Group[]): string {
  const { t } = words()
  const rows = groups.map((group) => [
    group.name,
    whoText(group),
    localNumber(group.memberCount),
    localNumber(group.groupCount),
  ])
  return table([t('groups.name'), t('groups.who'), t('groups.people'), t('groups.subgroups')], rows)
}

function whoText({ kind, departments, directory, isGone }: Group): string {
  const { t } = words()
  if (directory !== null) return isGone ? t('groups.gone', { name: directory }) : directory
  return kind === 'picked' ? t('groups.picked') : departments.join(', ')
}

function asDocument({ id, name, kind, departments, directory, isGone, memberCount, groupCount }: Group) {
  return { id, name, kind, departments, directory, isGone, people: memberCount, groups: groupCount }
}

/** The group of a name as it is shown, or of an id where no name is the same. */
async function groupNamed(caller: Caller, typed: string): Promise<Group> {
  const { groups } = await caller.groups.list({})
  const key = groupNameKey(typed)
  const named = groups.filter(({ name }) => groupNameKey(name) === key)
  const [one, ...others] = named.length > 0 ? named : groups.filter(({ id }) => String(id) === typed.trim())
  if (one === undefined) throw usageError(words().t('commandLine.noGroup', { name: typed }))
  if (others.length > 0) throw usageError(words().t('commandLine.groupsOfOneName', { name: typed }))
  return one
}

function show(options: Options, typed: string): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { t } = words()
    const group = await groupNamed(caller, typed)
    const { subgroups, within } = await caller.groups.get({ id: group.id })
    const members: GroupMember[] = []
    for (let offset = 0; ; offset += pageSize) {
      const input = { id: group.id, search: '', language: defaultLanguage, offset, limit: pageSize }
      const { members: some } = await caller.groups.members(input)
      members.push(...some)
      if (some.length < pageSize) break
    }
    const names = (named: readonly { readonly name: string }[]) => named.map(({ name }) => name)
    const document = { ...asDocument(group), subgroups: names(subgroups), within: names(within), members }
    output.answer(document, () => memberTable(members))
    if (output.isJson) return exitStatus.done
    output.say(`${group.name} · ${whoText(group)}`)
    if (group.directory !== null && group.isGone) output.say(t('groups.goneFrom', { name: group.directory }))
    if (subgroups.length > 0) output.say(`${t('groups.subgroups')}: ${names(subgroups).join(', ')}`)
    if (within.length > 0) output.say(t('groups.within', { groups: names(within).join(', ') }))
    output.say(t('users.people', { count: members.length, number: localNumber(members.length) }))
    return exitStatus.done
  })
}

function memberTable(members: readonly GroupMember[]): string {
  const { t } = words()
  const columns = ['username', 'displayName', 'department'] as const
  const rows = members.map((member) => columns.map((column) => member[column]))
  return table(
    columns.map((column) => t(`users.columns.${column}`)),
    rows,
  )
}
