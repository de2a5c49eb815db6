import type { Group, GroupKind } from '../../shared/groups.ts'
import { groupLimits } from '../../shared/rules/groups.ts'

/** A group as somebody types it: departments one a line. */
export type GroupDraft = { readonly name: string; readonly kind: GroupKind; readonly departments: string }
export type GroupFaults = { readonly name?: 'unfit' | 'taken'; readonly departments?: 'unfit' }

/** The group as it is stored; nothing for a new one. */
export function draftOf(group: Pick<Group, 'name' | 'kind' | 'departments'> | null): GroupDraft {
  if (group === null) return { name: '', kind: 'picked', departments: '' }
  return { name: group.name, kind: group.kind, departments: group.departments.join('\n') }
}

const isFit = (text: string) => text !== '' && [...text].length <= groupLimits.name

/** The draft as the service takes it, and the fields that it would refuse. */
export function typedGroup(draft: GroupDraft) {
  const name = draft.name.trim()
  const lines = draft.departments.split('\n').map((line) => line.trim())
  const departments = draft.kind === 'picked' ? [] : lines.filter((line) => line !== '')
  const isMissing = draft.kind === 'departments' && departments.length === 0
  const hasFit = departments.length <= groupLimits.departments && departments.every(isFit)
  const faults: GroupFaults = {
    ...(isFit(name) ? {} : { name: 'unfit' }),
    ...(isMissing || !hasFit ? { departments: 'unfit' } : {}),
  }
  return { fields: { name, kind: draft.kind, departments }, faults }
}
