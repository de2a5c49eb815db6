import type { SecretTicket } from '../../shared/passwords.ts'
import { ResetResult } from './results/reset-result.tsx'
import { usePrintSlips } from './slips/use-print-slips.tsx'
import { useCopying } from './use-copying.ts'

/** Hands over a temporary password that was made together with something else, in the same way as after a reset. */
export function NewPassword({ ticket }: { readonly ticket: SecretTicket }) {
  const copying = useCopying()
  const printing = usePrintSlips()
  return (
    <>
      <ResetResult done={{ ticket, mustChange: true }} copying={copying} printing={printing} />
      {printing.slips}
    </>
  )
}
