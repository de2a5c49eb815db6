import type { SecureContextOptions } from 'node:tls'
import type { PortalContract } from '../../shared/portal-contract.ts'
import type { ServeDeps } from '../rpc/invoke.ts'

/** What a listener on the network gets: the portal's operations and none of the admin's. */
export type PortalListening = {
  readonly serve: ServeDeps<PortalContract>
  /** The one origin that requests may be for, from the settings. */
  readonly origin: string
  readonly port: number
  /** The address to listen on; null for all of this machine. */
  readonly address: string | null
  readonly tls: SecureContextOptions
  /** The certificate of the portal's authority, for its download; null where machines trust the certificate already. */
  readonly authority: string | null
  /** Called at each request from another machine. */
  readonly onVisit: () => void
}

export type PortalListener = {
  readonly close: () => Promise<void>
  /** True if a connection to it comes about now. */
  readonly reaches: () => Promise<boolean>
}

/** Opens the portal for a process; a process without this port, such as the command line, never opens it. */
export type PortalPort = { readonly listen: (listening: PortalListening) => Promise<PortalListener> }
