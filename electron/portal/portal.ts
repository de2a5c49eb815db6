import { X509Certificate } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { domainToASCII } from 'node:url'
import { DomainError, isDomainError } from '../../shared/errors.ts'
import type { OwnCertificate, PortalSettings, PortalView, portalSettingsContract } from '../../shared/portal.ts'
import type { PortalContract } from '../../shared/portal-contract.ts'
import { hostNameOf, isIpAddress, isIpv6, portalAddress } from '../../shared/rules/portal-names.ts'
import { settingFacts } from '../../shared/rules/two-person.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Call, Implements } from '../rpc/call.ts'
import type { ServeDeps } from '../rpc/invoke.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { Vault } from '../vault/vault.ts'
import { byKeydesk, type Certificates, infoOf } from './certificates.ts'
import type { Limits } from './limits.ts'
import { createListening } from './listening.ts'
import { readOwn } from './own-certificate.ts'
import type { PortalPort } from './portal-port.ts'
import type { PortalStatus } from './portal-status.ts'
import type { PortalStore } from './portal-store.ts'

export type PortalDeps = {
  readonly db: Database
  readonly store: PortalStore
  readonly audit: Audit
  readonly twoPerson: TwoPerson
  readonly vault: Vault
  readonly certificates: Certificates
  readonly portalStatus: PortalStatus
  readonly limits: Limits
  /** Null in a process that opens no portal. */
  readonly port: PortalPort | null
  readonly serve: ServeDeps<PortalContract>
  readonly bug: (where: string, error: unknown) => string
  readonly now: () => number
}
const systems: Readonly<Record<string, PortalView['system']>> = { win32: 'windows', darwin: 'mac' }
export type Portal = ReturnType<typeof createPortal>

/** The portal, the door on the office network: its settings, its certificate, and whether it is open. An error there never stops the program. */
export function createPortal(deps: PortalDeps) {
  const { db, store, audit, vault, certificates, portalStatus, port, serve, bug, now: clock } = deps
  const { settings } = portalStatus
  const listening = createListening({ certificates, portalStatus, vault, port, serve, bug, now: clock })

  function view(): PortalView {
    const now = settings()
    const [publicCertificate, authority] = [certificates.publicCertificate(now), certificates.authority(now)]
    return {
      settings: now,
      state: portalStatus.state(),
      address: now.hostName === '' ? '' : portalAddress(now),
      certificate: publicCertificate === null ? null : infoOf(publicCertificate, now.hostName, deps.now()),
      authority: authority === null ? null : infoOf(authority, '', deps.now()),
      hasOwnFile: certificates.hasOwn(),
      addresses: ownAddresses(),
      hasVisitors: listening.hasVisitors(),
      system: systems[process.platform] ?? 'other',
    }
  }

  async function save(input: PortalSettings, call: Call): Promise<PortalView> {
    const next = checked(input, certificates.hasOwn())
    const before = settings()
    const names = (Object.keys(next) as (keyof PortalSettings)[]).filter((name) => before[name] !== next[name])
    if (names.length > 0) {
      const detail = Object.fromEntries(names.map((name) => [name, `${before[name]} → ${next[name]}`]))
      db.transaction(() => {
        // Two admins are needed, because an admin who sets the address of links and the trusted certificate could read everybody's password.
        const twoPersonDetail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(detail) })
        store.putSettings(next)
        audit.append({ action: 'Set portal settings.', detail: { ...detail, ...twoPersonDetail } }, call)
      })
    }
    await listening.restart(call)
    return view()
  }

  async function setCertificate(file: OwnCertificate, call: Call): Promise<PortalView> {
    const certificate = await readOwn(file, deps.now())
    db.transaction(() => {
      const { fingerprint, validUntil } = infoOf(certificate, '', deps.now())
      const detail = { fingerprint, validUntil: new Date(validUntil).toISOString() }
      const twoPersonDetail = deps.twoPerson.mustHaveSecondAdmin(call, { about: null, facts: settingFacts(detail) })
      certificates.putOwn(file, certificate)
      store.putSettings({ ...settings(), source: 'own' })
      audit.append({ action: 'Set portal certificate.', detail: { ...detail, ...twoPersonDetail } }, call)
    })
    await listening.restart(call)
    return view()
  }

  const service: Implements<typeof portalSettingsContract> = {
    get: () => view(),
    save,
    renew: async (_, call) => {
      const now = settings()
      if (now.hostName === '' || now.source === 'own')
        throw new DomainError('PORTAL_CERTIFICATE', { reason: 'missing' })
      certificates.leafFor(now, call, true)
      await listening.restart(call)
      return view()
    },
    setCertificate: ({ file }, call) => setCertificate(file, call),
    caFile: () => {
      const pem = certificates.authority(settings())
      if (pem === null) throw new DomainError('PORTAL_CERTIFICATE', { reason: 'missing' })
      return { fileName: 'keydesk-portal.crt', content: new X509Certificate(pem).raw.toString('base64') }
    },
  }

  return {
    ...service,
    /** Opens the portal if the settings say so; called when the vault is open. */
    start: () => listening.restart(byKeydesk),
    /** After the machine has slept: its addresses may be gone, and so may the listener. A clock that was set looks like sleep. */
    wake: async (): Promise<void> => {
      if (settings().isOn && vault.isOpen()) await listening.mend(byKeydesk)
    },
    /** Opens the portal again if it could not be opened, such as when the network comes back after the machine woke up. */
    retry: async (): Promise<void> => {
      if (portalStatus.state().kind === 'failed' && vault.isOpen()) await listening.restart(byKeydesk)
    },
    /** Once an hour: renews a certificate that is due, and closes the portal if its certificate has expired. */
    tidy: async (): Promise<void> => {
      deps.limits.tidy()
      const now = settings()
      const publicCertificate = certificates.publicCertificate(now)
      if (!now.isOn || !vault.isOpen()) return
      try {
        if (now.source === 'authority') certificates.leafFor(now, byKeydesk)
      } catch (error) {
        if (!isDomainError(error)) deps.bug('portal', error)
      }
      const isChanged = certificates.publicCertificate(now) !== publicCertificate
      if (isChanged || listening.isOver() || portalStatus.state().kind === 'failed') await listening.restart(byKeydesk)
    },
    close: async (): Promise<void> => {
      await listening.close()
      try {
        deps.limits.tidy()
      } catch (error) {
        // A full disk must not keep the program from ending.
        deps.bug('portal', error)
      }
    },
  }
}

/** Settings in the form with which certificates and requests are compared; throws FIELD_INVALID for settings that can't work. */
function checked(input: PortalSettings, hasOwn: boolean): PortalSettings {
  const { isOn, address, source } = input
  const hostName = input.hostName === '' && !isOn ? '' : hostNameOf(input.hostName)
  if (hostName === null) throw new DomainError('FIELD_INVALID', { field: 'hostName', reason: 'invalid' })
  if (address !== '' && !isIpAddress(address))
    throw new DomainError('FIELD_INVALID', { field: 'address', reason: 'invalid' })
  if (source === 'own' && !hasOwn) throw new DomainError('PORTAL_CERTIFICATE', { reason: 'missing' })
  return { ...input, hostName: sentByBrowsers(hostName) }
}

/** A name in the one form that browsers send and certificates hold: an IPv6 address has many, and so have the letters of other alphabets. */
function sentByBrowsers(hostName: string): string {
  if (isIpv6(hostName)) return new URL(`https://[${hostName}]`).hostname.slice(1, -1)
  return domainToASCII(hostName)
}

/** The addresses of this machine; link-local ones are left out, because they are valid on one cable only. */
function ownAddresses(): PortalView['addresses'] {
  return Object.entries(networkInterfaces()).flatMap(([networkName, found]) =>
    (found ?? [])
      .filter(({ address }) => isIpAddress(address) && !/^(fe80:|169\.254\.)/i.test(address))
      .map(({ address }) => ({ address, networkName })),
  )
}
