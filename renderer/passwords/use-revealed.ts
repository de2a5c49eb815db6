import { useCallback, useEffect, useState } from 'react'
import type { SecretId } from '../../shared/ids.ts'
import type { Revealed } from '../../shared/passwords.ts'
import { client } from '../base/api.ts'
import { partialFailure } from '../base/api-errors.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'
import { useScreenProtection } from '../base/use-screen-protection.ts'

/** How long a password stays readable after Show, milliseconds. */
export const showTime = 60_000
/** How long a password stays readable for spelling, milliseconds: longer, because reading out takes longer than looking. */
export const spellTime = 300_000

const nothing: ReadonlyMap<SecretId, Revealed> = new Map()

/** The passwords that are readable now: fetched when somebody asks, and dropped when hidden, closed, or after the time. */
export function useRevealed(time: number) {
  const [readable, setReadable] = useState(nothing)
  const withConfirmation = useConfirmation()
  const { protectFirst, unprotect } = useScreenProtection(readable.size > 0)
  const fetching = useAction(async (ids: readonly SecretId[]) => {
    if (ids.length === 0) return []
    await protectFirst()
    const { passwords, damaged } = await withConfirmation(() => client.passwords.reveal({ secretIds: ids })).catch(
      (error) => {
        unprotect()
        throw error
      },
    )
    setReadable((before) => new Map([...before, ...passwords.map((one) => [one.secretId, one] as const)]))
    if (damaged.length > 0) throw partialFailure('SECRET_DAMAGED', { names: damaged })
    return passwords
  })
  const hideAll = useCallback(() => setReadable(nothing), [])
  const hide = (id: SecretId) => setReadable((before) => new Map([...before].filter(([other]) => other !== id)))
  useEffect(() => {
    if (readable.size === 0) return
    const timer = setTimeout(hideAll, time)
    return () => clearTimeout(timer)
  }, [readable, time, hideAll])
  return { readable, show: fetching.run, hide, hideAll, isBusy: fetching.isBusy, error: fetching.error }
}
