import { isPermitted } from '../../shared/rules/role-matrix.ts'
import type { DoorPort } from '../door/door-port.ts'
import type { Actor } from '../rpc/call.ts'
import type { createRequestsStore, RequestRow } from './requests-store.ts'

type WaitingDeps = {
  readonly store: Pick<ReturnType<typeof createRequestsStore>, 'list' | 'countOpen'>
  readonly mayAnswer: (row: RequestRow, actor: Actor) => boolean
  readonly now: () => number
}

/** The most requests that are announced at once. */
const maximumRows = 50

/** What a door shows signed-in admins about waiting requests: how many there are, and which requests for help are new. */
export function createWaiting({ store, mayAnswer, now }: WaitingDeps) {
  const openRows = () => store.list(now(), now(), maximumRows, 0).filter(({ state }) => state === 'open')
  return (tell: NonNullable<DoorPort['requestsWaiting']>, present: () => readonly Actor[]) => {
    let told = 0
    let newest = Math.max(0, ...openRows().map(({ id }) => id))
    return (): void => {
      const actors = present()
      const rows = openRows().filter(({ id }) => id > newest)
      // Requests that came while no admin was signed in are not announced; the next sign-in shows them.
      newest = Math.max(newest, ...rows.map(({ id }) => id))
      const isForHelp = ({ asked }: RequestRow) => (JSON.parse(asked) as { kind: string }).kind === 'help'
      const arrived = rows.filter((row) => isForHelp(row) && actors.some((actor) => mayAnswer(row, actor)))
      const count = actors.some((actor) => isPermitted(actor, 'users.read')) ? store.countOpen(now()) : 0
      if (count === told && arrived.length === 0) return
      told = count
      tell(
        count,
        arrived.map(({ id }) => id),
      )
    }
  }
}
