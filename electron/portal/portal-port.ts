import type { SecureContextOptions } from 'node:tls'
import type { PortalContract } from '../../shared/portal-contract.ts'
import type { ServeDeps } from '../rpc/invoke.ts'

/** Everything that a listener on the network is given: the portal's operations and nothing of the admin's. */
export type PortalListening = {
  readonly serve: ServeDeps<PortalContract>
  /** The one origin that requests may be for, from the settings. */
  readonly origin: string
  readonly port: number
  /** The address to listen on; null for all of this machine. */
  readonly address: string | null
  readonly tls: SecureContextOptions
  /** The authority to trust, for its download; null with a certificate that is trusted already. */
  readonly authority: string | null
}

export type PortalListener = { readonly close: () => Promise<void> }

/** How a process opens the portal; a process without one, such as the command line, never does. */
export type PortalPort = { readonly listen: (listening: PortalListening) => Promise<PortalListener> }
