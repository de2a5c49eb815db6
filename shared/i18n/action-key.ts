import type { AuditAction } from '../audit-action.ts'

type WithoutDot<S extends string> = S extends `${infer Name}.` ? Name : S
type Joined<S extends string> = S extends `${infer First} ${infer Rest}` ? `${First}${Capitalize<Joined<Rest>>}` : S
/** The key of an action's text: a new action without a text does not compile. */
export type ActionKey = Uncapitalize<Joined<WithoutDot<AuditAction>>>

/** Turns an event name into its key: "Reset user password." into resetUserPassword, UserLoggedIn into userLoggedIn. */
export function actionKey(action: AuditAction): ActionKey {
  const [first = '', ...rest] = action.replace(/\.$/, '').split(' ')
  const later = rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return [first.charAt(0).toLowerCase() + first.slice(1), ...later].join('') as ActionKey
}
