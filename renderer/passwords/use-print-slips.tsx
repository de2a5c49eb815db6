import { type ReactNode, useCallback, useState } from 'react'
import type { SecretId } from '../../shared/ids.ts'
import type { Revealed } from '../../shared/passwords.ts'
import { client } from '../base/api.ts'
import { partialFailure } from '../base/api-errors.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useAction } from '../base/use-action.ts'
import { Slips } from './slips.tsx'

const noSlips: readonly Revealed[] = []

/** Prints one slip per password: fetched for the print dialog, gone from memory when the dialog closes. Render `slips` anywhere. */
export function usePrintSlips() {
  const [people, setPeople] = useState(noSlips)
  const withConfirmation = useConfirmation()
  const fetching = useAction(async (ids: readonly SecretId[]) => {
    if (ids.length === 0) return []
    const { passwords, damaged } = await withConfirmation(() => client.passwords.reveal({ secretIds: ids }))
    setPeople(passwords)
    if (damaged.length > 0) throw partialFailure('SECRET_DAMAGED', { names: damaged })
    return passwords
  })
  const forget = useCallback(() => setPeople(noSlips), [])
  const slips: ReactNode = people.length > 0 && <Slips people={people} onPrinted={forget} />
  return { print: fetching.run, slips, isBusy: fetching.isBusy || people.length > 0, error: fetching.error }
}
