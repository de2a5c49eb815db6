import type { accountContract } from '../../shared/account.ts'
import type { Audit } from '../audit/audit.ts'
import type { Implements } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'

export type AccountDeps = {
  readonly audit: Pick<Audit, 'of'>
  readonly users: Pick<Users, 'details' | 'editOwn' | 'ownEditable'>
}
export type Account = ReturnType<typeof createAccount>

/** The account operations of the desk: what people see and change about themselves. */
export function createAccount({ audit, users }: AccountDeps): Implements<typeof accountContract> {
  return {
    edit: (input, call) => users.editOwn(input, call),
    editable: (_, call) => users.ownEditable(call),
    signIns: ({ offset, limit }, call) => audit.of(call.actor.id, ['UserLoggedIn', 'UserLoginFailed'], offset, limit),
    me: (_, call) => users.details(call.actor.id, call.actor),
  }
}
