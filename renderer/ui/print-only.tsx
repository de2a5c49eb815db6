import { makeStaticStyles } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { createPortal } from 'react-dom'

// Without the theme, because paper is white; and without page margins, because the browser would print the address with the launch token there.
const usePrintStyles = makeStaticStyles(`
  @page { margin: 0; }
  [data-print-only] { display: none; }
  @media print {
    body:has(> [data-print-only]) > :not([data-print-only]) { display: none; }
    [data-print-only] { display: block; color: CanvasText; background: Canvas; color-scheme: light; font-family: "Segoe UI", system-ui, sans-serif; }
  }
`)

/** Content that is not on the screen, and that is printed alone. */
export function PrintOnly({ children }: { readonly children: ReactNode }) {
  usePrintStyles()
  const [body] = useState(() => document.body)
  return createPortal(
    <div data-print-only="" aria-hidden>
      {children}
    </div>,
    body,
  )
}
