import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

/** argon2id, 19 MiB, two passes, one lane: OWASP Password Storage, minimum configuration. */
export const hashCost = { memoryCost: 19456, timeCost: 2, parallelism: 1, outputLen: 32, algorithm: 2 }

export type Hasher = ReturnType<typeof createHasher>

/** Hashes and verifies sign-in passwords with the vault's pepper; never more than cores + 2 at once, so that memory stays bounded. */
export function createHasher(deps: { readonly pepper: () => Buffer }) {
  const limit = createLimit(availableParallelism() + 2)
  const options = () => ({ ...hashCost, secret: deps.pepper() })
  let decoy: Promise<string> | null = null

  return {
    hash: (password: string): Promise<string> => limit(() => hash(password, options())),
    verify: (phc: string, password: string): Promise<boolean> =>
      limit(() => verify(phc, password, options()).catch(() => false)),
    /** Takes as long as verifying a real password, so that an unknown user can't be told from a wrong password (OWASP ASVS 6.3.8). */
    verifyNobody: async (password: string): Promise<false> => {
      decoy ??= limit(() => hash('nobody', options()))
      const phc = await decoy
      await limit(() => verify(phc, password, options()).catch(() => false))
      return false
    },
    /** True for a hash made with weaker parameters than today's. */
    mustRehash: (phc: string): boolean => {
      const found = /\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(phc)
      if (found === null) return true
      return Number(found[1]) < hashCost.memoryCost || Number(found[2]) < hashCost.timeCost
    },
  }
}

/** Lets at most `maximum` pieces of work run at once, the others wait in line. */
export function createLimit(maximum: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= maximum) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
