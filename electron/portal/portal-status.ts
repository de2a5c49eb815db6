import { type PortalSettings, type PortalState, portalOff, portalSettings } from '../../shared/portal.ts'
import { portalAddress } from '../../shared/rules/portal-names.ts'
import { type Certificates, infoOf } from './certificates.ts'
import type { PortalStore } from './portal-store.ts'

export type PortalStatusDeps = {
  readonly store: PortalStore
  readonly certificates: Certificates
  /** The state before the portal was first opened. */
  readonly begins: PortalState
  readonly now: () => number
}
export type PortalStatus = ReturnType<typeof createPortalStatus>

/** The portal's address and state, for other slices that mention or link to the portal. */
export function createPortalStatus({ store, certificates, begins, now }: PortalStatusDeps) {
  let state = begins
  const settings = (): PortalSettings => {
    const found = portalSettings.safeParse(store.settings())
    return found.success ? found.data : portalOff
  }
  return {
    settings,
    state: (): PortalState => state,
    /** Called by the slice that opens and closes the portal. */
    setState: (next: PortalState): void => {
      state = next
    },
    /** The address that links start with, from the settings; null while the portal can't be reached. */
    openAddress: (): string | null => {
      const wanted = settings()
      return wanted.isOn && wanted.hostName !== '' && state.kind !== 'failed' ? portalAddress(wanted) : null
    },
    /** The fingerprint that people compare before they trust the portal by hand; null while there is no authority to trust. */
    authorityFingerprint: (): string | null => {
      const pem = certificates.authority(settings())
      return pem === null ? null : infoOf(pem, '', now()).fingerprint
    },
  }
}
