import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

/** argon2id, 19 MiB, two passes, one lane: OWASP Password Storage, minimum configuration. */
export const hashCost = { memoryCost: 19456, timeCost: 2, parallelism: 1, outputLen: 32, algorithm: 2 }

/** A well-formed hash that no password has, with the parameters of the real ones. */
const decoy = `$argon2id$v=19$m=${hashCost.memoryCost},t=${hashCost.timeCost},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

export type Hasher = ReturnType<typeof createHasher>

/** The most hashes at once in the whole process, cores + 2, because each needs much memory. */
export const maximumHashes = availableParallelism() + 2

export type HasherDeps = {
  readonly pepper: () => Buffer
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>
}

/** Hashes and verifies sign-in passwords with the vault's pepper. */
export function createHasher({ pepper, limit }: HasherDeps) {
  const options = (secret: Buffer) => ({ ...hashCost, secret })
  const check = (phc: string, password: string, secret: Buffer): Promise<boolean> =>
    limit(() => verify(phc, password, options(secret)).catch(() => false))

  return {
    hash: (password: string): Promise<string> => limit(() => hash(password, options(pepper()))),
    /** `secret` is the pepper of a vault that is not open yet. */
    verify: (phc: string, password: string, secret: Buffer = pepper()): Promise<boolean> =>
      check(phc, password, secret),
    /** Takes as long as verifying a real password, so that an unknown user can't be told from a wrong password (OWASP ASVS 6.3.8). */
    verifyNobody: async (password: string, secret: Buffer = pepper()): Promise<false> => {
      await check(decoy, password, secret)
      return false
    },
    /** True for a hash made with weaker parameters than today's. */
    isOutdated: (phc: string): boolean => {
      const found = /\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(phc)
      if (found === null) return true
      return Number(found[1]) < hashCost.memoryCost || Number(found[2]) < hashCost.timeCost
    },
  }
}
