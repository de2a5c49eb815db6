import type { FieldPath, FieldPathValue } from 'react-hook-form'
import type { PolicyDraft } from '../../renderer/policies/policy-draft.ts'

/** What somebody types, by the place of the field. */
export type Typing = { readonly [P in FieldPath<PolicyDraft>]?: FieldPathValue<PolicyDraft, P> }

/** The draft after somebody has typed into some of its fields. */
export function typeInto(draft: PolicyDraft, typing: Typing): PolicyDraft {
  return Object.entries(typing).reduce<PolicyDraft>(
    (before, [path, value]) => putAt(before, path.split('.'), value),
    draft,
  )
}

function putAt<T extends object>(section: T, [name = '', ...rest]: readonly string[], value: unknown): T {
  const part: unknown = (section as Readonly<Record<string, unknown>>)[name]
  return { ...section, [name]: rest.length === 0 ? value : putAt(part as object, rest, value) }
}
