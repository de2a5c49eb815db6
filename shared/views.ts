import { z } from 'zod'
import { operation } from './operation.ts'
import { typedText } from './rules/text/typed-text.ts'
import { userFilter, userQuery, userSort } from './users.ts'

export const viewId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).brand<'ViewId'>()
export type ViewId = z.infer<typeof viewId>

/** The most saved views, as in Microsoft 365 (Microsoft 365: add users, custom views). */
export const maximumViews = 50

export const viewName = typedText()
  .min(1)
  .max(64)
  .regex(/^\P{Cc}+$/u)

/** What a saved view shows: everybody who meets all conditions, in this order, sorted by the reader's own language. */
export const viewConditions = z.strictObject({
  search: userQuery.shape.search,
  filter: userFilter,
  sort: userSort.omit({ language: true }),
})
export type ViewConditions = z.infer<typeof viewConditions>

export const savedView = z.strictObject({
  id: viewId,
  name: z.string(),
  /** Null if a condition can't be applied any more, because the view would show more people than it was made for. */
  conditions: viewConditions.nullable(),
  /** Conditions that nobody meets any more, because their group or department is gone. */
  missing: z.array(z.strictObject({ kind: z.string(), value: z.string() })).readonly(),
})
export type SavedView = z.infer<typeof savedView>

const nothing = z.strictObject({})
const named = z.strictObject({ name: viewName, conditions: viewConditions })

export const viewsContract = {
  /** All views in the order of their names. */
  list: operation(
    { access: 'admin', permission: 'users.read', isPassive: true },
    nothing,
    z.strictObject({ views: z.array(savedView).readonly() }),
  ),
  add: operation(
    { access: 'admin', permission: 'users.manage', audit: ['Add view.'] },
    named,
    z.strictObject({ id: viewId }),
  ),
  edit: operation(
    { access: 'admin', permission: 'users.manage', audit: ['Update view.'] },
    named.extend({ id: viewId }),
    nothing,
  ),
  remove: operation(
    { access: 'admin', permission: 'users.manage', audit: ['Delete view.'] },
    z.strictObject({ id: viewId }),
    nothing,
  ),
}
