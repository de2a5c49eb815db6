import { FluentProvider, makeStaticStyles, webLightTheme } from '@fluentui/react-components'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { SecretId } from '../../../shared/ids.ts'
import type { Revealed } from '../../../shared/passwords.ts'
import { client } from '../../base/api.ts'
import { partialFailure } from '../../base/api-errors.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import type { SlipLayout } from '../../base/preferences.ts'
import { useAction } from '../../base/use-action.ts'
import { PrintOnly } from '../../ui/print-only.tsx'
import { Slip, SmallSlip } from './slip.tsx'
import { SlipList } from './slip-list.tsx'
import { slipPage } from './slip-page.ts'
import { useSlipAddress } from './use-slip-address.ts'

// Without a margin the browser prints no header and footer, which would contain the address with the launch token.
const usePageStyles = makeStaticStyles(`@page ${slipPage} { margin: 0; }`)

/** How long the passwords are kept if the browser never reports that its print dialog has closed, milliseconds. */
const longestPrint = 600_000

type SlipsProps = {
  readonly people: readonly Revealed[]
  readonly layout: SlipLayout
  readonly address: string
  readonly onPrinted: () => void
}

/** The slips, only on paper: opens the print dialog, and calls `onPrinted` when it has closed, so that the passwords can be dropped. */
function Slips({ people, layout, address, onPrinted }: SlipsProps) {
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
        {layout === 'list' && <SlipList people={people} address={address} />}
        {layout !== 'list' &&
          people.map((person) => {
            const props = { person, address }
            return layout === 'one' ? (
              <Slip key={person.secretId} {...props} />
            ) : (
              <SmallSlip key={person.secretId} {...props} />
            )
          })}
      </FluentProvider>
    </PrintOnly>
  )
}

const noSlips: readonly Revealed[] = []

/** Prints the slips of one or several people, each on a page of its own unless `layout` says otherwise. The passwords are fetched for the print dialog, and dropped when it closes. `slips` can be rendered anywhere. */
export function usePrintSlips(layout: SlipLayout = 'one') {
  const address = useSlipAddress() ?? ''
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
  const slips: ReactNode = people.length > 0 && (
    <Slips people={people} layout={layout} address={address} onPrinted={forget} />
  )
  return { print: fetching.run, slips, isBusy: fetching.isBusy || people.length > 0, error: fetching.error }
}
