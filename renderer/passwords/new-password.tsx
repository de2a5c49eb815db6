import type { SecretTicket } from '../../shared/passwords.ts'
import { ResetResult } from './reset-result.tsx'
import { useCopying } from './use-copying.ts'
import { usePrintSlips } from './use-print-slips.tsx'

/** A temporary password that was made together with something else, handed over as after a reset. */
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
