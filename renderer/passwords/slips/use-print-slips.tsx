import { FluentProvider, makeStaticStyles, webLightTheme } from '@fluentui/react-components'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { SecretId } from '../../../shared/ids.ts'
import type { Revealed } from '../../../shared/passwords.ts'
import { client } from '../../base/api.ts'
import { partialFailure } from '../../base/api-errors.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { useAction } from '../../base/use-action.ts'
import { PrintOnly } from '../../ui/print-only.tsx'
import { Slip, slipPage } from './slip.tsx'

// Without a margin the browser prints no header and footer, which would contain the address with the launch token.
const usePageStyles = makeStaticStyles(`@page ${slipPage} { margin: 0; }`)

/** How long the passwords are kept if the browser never reports that its print dialog has closed, milliseconds. */
const longestPrint = 600_000

type SlipsProps = { readonly people: readonly Revealed[]; readonly onPrinted: () => void }

/** One page per person, only on paper: opens the print dialog, and calls `onPrinted` when it has closed, so that the passwords can be dropped. */
function Slips({ people, onPrinted }: SlipsProps) {
  usePageStyles()
  useEffect(() => {
    addEventListener('afterprint', onPrinted)
    // Prints after this render has reached the document; cancelled if the slips are removed first.
    const opening = setTimeout(() => print(), 0)
    const giveUp = setTimeout(onPrinted, longestPrint)
    return () => {
      clearTimeout(opening)
      clearTimeout(giveUp)
      removeEventListener('afterprint', onPrinted)
    }
  }, [onPrinted])
  return (
    <PrintOnly>
      <FluentProvider theme={webLightTheme}>
        {people.map((person) => (
          <Slip key={person.secretId} person={person} />
        ))}
      </FluentProvider>
    </PrintOnly>
  )
}

const noSlips: readonly Revealed[] = []

/** Prints one slip per password. The passwords are fetched for the print dialog, and dropped when it closes. `slips` can be rendered anywhere. */
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
