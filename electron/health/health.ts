import type { HealthView, healthContract } from '../../shared/health.ts'
import type { Implements } from '../rpc/call.ts'

export type HealthDeps = {
  /** The names of damaged tables; null where the check could not run. */
  readonly look: () => Promise<readonly string[] | null>
  /** Called after each check that found damage. */
  readonly onDamage: (tables: readonly string[]) => void
  /** Called after each check that found none. */
  readonly onSound: () => void
}
export type Health = ReturnType<typeof createHealth>

/** What is known of damage in the database. */
export function createHealth({ look, onDamage, onSound }: HealthDeps) {
  let damaged: readonly string[] = []

  /** Checks the whole database; answers the damaged tables, or null where the check could not run: then the last result stands. */
  async function run(): Promise<readonly string[] | null> {
    const found = await look()
    if (found === null) return null
    damaged = found
    if (found.length > 0) onDamage(found)
    else onSound()
    return found
  }

  const view = (): HealthView => ({ damaged })
  const service: Implements<typeof healthContract> = {
    state: () => view(),
    check: async () => {
      await run()
      return view()
    },
  }
  return { ...service, run, /** The damaged tables that the last check found. */ known: () => damaged }
}
