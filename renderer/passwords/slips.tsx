import { FluentProvider, makeStaticStyles, webLightTheme } from '@fluentui/react-components'
import { useEffect } from 'react'
import type { Revealed } from '../../shared/passwords.ts'
import { PrintOnly } from '../ui/print-only.tsx'
import { Slip, slipPage } from './slip.tsx'

// Without a margin the browser prints no header and footer there: they would hold the address with the launch token.
const usePageStyles = makeStaticStyles(`@page ${slipPage} { margin: 0; }`)

/** After this the passwords go even if the browser never says that its print dialog has closed, milliseconds. */
const longestPrint = 600_000

export type SlipsProps = { readonly people: readonly Revealed[]; readonly onPrinted: () => void }

/** One page per person, only on paper: opens the print dialog and says when it has closed, so that the passwords can be dropped. */
export function Slips({ people, onPrinted }: SlipsProps) {
  usePageStyles()
  useEffect(() => {
    addEventListener('afterprint', onPrinted)
    // After this render has reached the document; cleared when the slips go first.
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
