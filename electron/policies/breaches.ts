import { normalisePassword } from '../../shared/rules/password-rules.ts'
import { type BreachFile, createBreachFile } from './breach-file.ts'

export type Breaches = ReturnType<typeof createBreaches>

/** The breach file of the policy in force, opened when it is first needed; the network is never used. */
export function createBreaches() {
  let open: { readonly path: string; readonly file: BreachFile } | null = null

  function fileOf(path: string): BreachFile {
    if (open?.path === path) return open.file
    void open?.file.close()
    open = { path, file: createBreachFile(path) }
    return open.file
  }

  return {
    check: async (password: string, path: string | null) =>
      path === null ? ({ state: 'none' } as const) : fileOf(path).check(normalisePassword(password)),
    describe: async (path: string | null) => (path === null ? ({ state: 'none' } as const) : fileOf(path).describe()),
    close: async (): Promise<void> => {
      await open?.file.close()
      open = null
    },
  }
}
