import type { Group, OwnGroupKind } from '../../shared/groups.ts'
import { groupLimits, rebaseDepartments } from '../../shared/rules/groups.ts'
import { rebase } from '../../shared/rules/rebase.ts'

/** A group as it is typed: departments one a line. */
export type GroupDraft = { readonly name: string; readonly kind: OwnGroupKind; readonly departments: string }
export type GroupFaults = { readonly name?: 'unfit' | 'taken'; readonly departments?: 'unfit' }

/** A group that can be changed here, which a directory's can't. */
export type OwnGroup = Group & { readonly kind: OwnGroupKind }

export const isOwn = (group: Group): group is OwnGroup => group.kind !== 'directory'

/** The stored group as a draft; an empty draft for a new group. */
export function draftOf(group: Pick<OwnGroup, 'name' | 'kind' | 'departments'> | null): GroupDraft {
  if (group === null) return { name: '', kind: 'picked', departments: '' }
  return { name: group.name, kind: group.kind, departments: group.departments.join('\n') }
}

/** The typed draft merged into the group as stored now; departments are merged one by one. */
export function rebaseDraft(typed: GroupDraft, before: GroupDraft, after: GroupDraft): GroupDraft {
  const draft = rebase(typed, before, after)
  if (before.departments === after.departments) return draft
  const departments = rebaseDepartments(departmentsIn(typed), departmentsIn(before), departmentsIn(after))
  return { ...draft, departments: departments.join('\n') }
}

function departmentsIn({ departments }: GroupDraft): readonly string[] {
  return departments
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

const hasValidLength = (text: string) => text !== '' && [...text].length <= groupLimits.name

/** The values of the draft as the service takes them, and the fields that it would refuse. */
export function typedGroup(draft: GroupDraft) {
  const name = draft.name.trim()
  const departments = draft.kind === 'picked' ? [] : departmentsIn(draft)
  const isMissing = draft.kind === 'departments' && departments.length === 0
  const hasFit = departments.length <= groupLimits.departments && departments.every(hasValidLength)
  const faults: GroupFaults = {
    ...(hasValidLength(name) ? {} : { name: 'unfit' }),
    ...(isMissing || !hasFit ? { departments: 'unfit' } : {}),
  }
  return { fields: { name, kind: draft.kind, departments }, faults }
}
