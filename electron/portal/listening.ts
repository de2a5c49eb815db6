import type { PortalFault, PortalState } from '../../shared/portal.ts'
import type { PortalContract } from '../../shared/portal-contract.ts'
import { portalAddress } from '../../shared/rules/portal-names.ts'
import type { Call } from '../rpc/call.ts'
import type { ServeDeps } from '../rpc/invoke.ts'
import type { Vault } from '../vault/vault.ts'
import { type Certificates, infoOf } from './certificates.ts'
import type { PortalListener, PortalPort } from './portal-port.ts'
import type { PortalStatus } from './portal-status.ts'

export type ListeningDeps = {
  readonly certificates: Certificates
  readonly portalStatus: PortalStatus
  readonly vault: Vault
  /** Null in a process that opens no portal. */
  readonly port: PortalPort | null
  readonly serve: ServeDeps<PortalContract>
  readonly bug: (where: string, error: unknown) => string
  readonly now: () => number
}
type By = Pick<Call, 'actor' | 'door'>

const faultOf: Readonly<Record<string, PortalFault>> = {
  EADDRINUSE: 'portTaken',
  EACCES: 'portForbidden',
  EADDRNOTAVAIL: 'addressGone',
  ENOENT: 'noScreens',
}

/** Why the portal can't be opened. Windows refuses (EACCES) ports that it keeps for Hyper-V and the like, other systems those below 1024. */
function portalFaultOf(code: string): PortalFault {
  if (code === 'EACCES' && process.platform === 'win32') return 'portReserved'
  return /^ERR_(OSSL|TLS|CRYPTO)/.test(code) ? 'certificateUnreadable' : (faultOf[code] ?? 'unknown')
}

/** Opens and closes the portal, one change after the other, so that two saves at the same time never leave two listeners. */
export function createListening(deps: ListeningDeps) {
  const { certificates, portalStatus, port } = deps
  const { settings } = portalStatus
  let listener: PortalListener | null = null
  let turn: Promise<void> = Promise.resolve()
  let isClosed = false
  let hasVisitors = false

  /** True once the admin's certificate has expired; the portal's own is renewed before. */
  function isOver(): boolean {
    const now = settings()
    const publicCertificate = certificates.publicCertificate(now)
    return now.isOn && publicCertificate !== null && infoOf(publicCertificate, '', deps.now()).validUntil <= deps.now()
  }

  async function close(): Promise<void> {
    const open = listener
    listener = null
    await open?.close()
  }

  async function open(by: By, through: PortalPort): Promise<PortalState> {
    const now = settings()
    if (!now.isOn || now.hostName === '') return { kind: 'off' }
    const failed = (fault: PortalFault): PortalState => ({ kind: 'failed', fault })
    if (!deps.vault.isOpen()) return failed('vaultLocked')
    const tls = certificates.tlsFor(now, by)
    if (typeof tls === 'string') return failed(tls)
    if (isOver()) return failed('certificateExpired')
    const origin = portalAddress(now)
    const address = now.address === '' ? null : now.address
    const authority = certificates.authority(now)
    hasVisitors = false
    const onVisit = () => {
      hasVisitors = true
    }
    listener = await through.listen({ serve: deps.serve, origin, port: now.port, address, tls, authority, onVisit })
    return { kind: 'listening', address: origin }
  }

  async function change(by: By): Promise<void> {
    if (port === null || isClosed) return
    try {
      await close()
      portalStatus.setState(await open(by, port))
    } catch (error) {
      const code = String((error as { code?: unknown } | null)?.code ?? '')
      const fault = portalFaultOf(code)
      if (fault === 'unknown') deps.bug('portal', error)
      portalStatus.setState({ kind: 'failed', fault })
    }
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work)
    return turn
  }

  return {
    isOver,
    /** True once somebody has asked from another machine since the portal was opened. */
    hasVisitors: () => hasVisitors,
    /** Opens the portal again where it can't be reached any more; whoever is connected to one that can is left alone. */
    mend: (by: By) =>
      inTurn(async () => {
        if (listener === null || !(await listener.reaches())) await change(by)
      }),
    /** Closes the portal and opens it again with the settings and certificates of now. Never throws: the state says what is wrong. */
    restart: (by: By) => inTurn(() => change(by)),
    close: () =>
      inTurn(async () => {
        isClosed = true
        await close()
      }),
  }
}
