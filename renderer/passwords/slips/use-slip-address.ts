import { useQuery } from '@tanstack/react-query'
import { api } from '../../base/api.ts'
import { useMay, useSettings } from '../../base/session.ts'

/**
 * Where slips tell people to sign in: the address in the settings, or else the portal's while it is open. Empty if there is none; null until
 * that is known.
 */
export function useSlipAddress(): string | null {
  const { signInAddress } = useSettings()
  const isEnabled = useMay('users.read') && signInAddress === ''
  const { data, isLoading } = useQuery(api.portal.get.queryOptions({ input: {}, enabled: isEnabled }))
  if (signInAddress !== '') return signInAddress
  if (isLoading) return null
  return data?.state.kind === 'listening' ? data.address : ''
}
