import { type PortalSettings, type PortalState, portalOff, portalSettings } from '../../shared/portal.ts'
import { portalAddress } from '../../shared/rules/portal-names.ts'
import { type Certificates, infoOf } from './certificates.ts'
import type { PortalStore } from './portal-store.ts'

export type PlaceDeps = {
  readonly store: PortalStore
  readonly certificates: Certificates
  /** The state before the portal was first opened. */
  readonly begins: PortalState
  readonly now: () => number
}
export type PortalPlace = ReturnType<typeof createPlace>

/** The portal's address and state, for slices that send people there. */
export function createPlace({ store, certificates, begins, now }: PlaceDeps) {
  let state = begins
  const settings = (): PortalSettings => {
    const found = portalSettings.safeParse(store.settings())
    return found.success ? found.data : portalOff
  }
  return {
    settings,
    state: (): PortalState => state,
    /** Set by whoever opens and closes the portal. */
    become: (next: PortalState): void => {
      state = next
    },
    /** The address that links start with, from the settings; null while the portal can't be reached. */
    openAddress: (): string | null => {
      const wanted = settings()
      return wanted.isOn && wanted.hostName !== '' && state.kind !== 'failed' ? portalAddress(wanted) : null
    },
    /** What people compare before they trust the portal by hand; null before there is anything to trust. */
    authorityFingerprint: (): string | null => {
      const pem = certificates.authority(settings())
      return pem === null ? null : infoOf(pem, '', now()).fingerprint
    },
  }
}
