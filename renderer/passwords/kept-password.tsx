import { Body1, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { SecretTicket } from '../../shared/passwords.ts'
import type { UserDetails } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { useMay, useSettings } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { useArrival } from '../ui/arriving.tsx'
import { PasswordCard } from './results/password-card.tsx'
import { SlipWarning } from './slips/slip-warning.tsx'
import { usePrintSlips } from './slips/use-print-slips.tsx'
import { useCopying } from './use-copying.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, marginTop: tokens.spacingVerticalM },
})

/** The temporary password of somebody for as long as the vault keeps it, so that a lost slip needs no other reset. */
export function KeptPassword({ user }: { readonly user: UserDetails }) {
  const isEnabled = useMay('passwords.reset')
  const options = api.passwords.ticketOf.queryOptions({ input: { userId: user.id }, enabled: isEnabled, gcTime: 0 })
  // Read again with every new password. The service refuses admins who may not read it, and then there is nothing to show.
  const key = [...options.queryKey, user.passwordState, user.passwordChangedAt] as never
  const { data, isLoading } = useQuery({ ...options, queryKey: key, retry: false })
  useArrival(isLoading)
  const ticket = data?.ticket ?? null
  return ticket === null ? null : <Kept key={ticket.secretId} ticket={ticket} />
}

function Kept({ ticket: { secretId } }: { readonly ticket: SecretTicket }) {
  const { t } = useWords()
  const styles = useStyles()
  const { temporaryKeep } = useSettings()
  const copying = useCopying()
  const printing = usePrintSlips()
  const labels = { show: t('passwords.showTemporary'), print: t('passwords.printSlip') }
  return (
    <div className={styles.root}>
      <PasswordCard secretId={secretId} labels={labels} copying={copying} printing={printing} />
      <SlipWarning />
      {temporaryKeep === 'once' && <Body1>{t('passwords.shownOnce')}</Body1>}
      {printing.slips}
    </div>
  )
}
