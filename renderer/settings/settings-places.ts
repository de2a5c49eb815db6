import { useCallback, useSyncExternalStore } from 'react'
import type { PolicySection } from '../../shared/rules/policy.ts'
import { hashWith, readHash, writeHash } from '../base/hash.ts'
import { savedSettingsPlace, saveSettingsPlace } from '../base/preferences.ts'

/** The sections that stand for themselves; those of Security & privacy are the sections of the policies. */
export const ownPlaces = [
  'organisation',
  'directories',
  'mail',
  'portal',
  'registration',
  'backup',
  'recoveryKey',
  'about',
] as const
export type OwnPlace = (typeof ownPlaces)[number]
/** The sections of Security & privacy, in the order of Microsoft 365; the value tells that none is missing. */
const policyPlaces = Object.keys({
  expiration: true,
  selfService: true,
  protection: true,
  lockout: true,
  temporary: true,
  signIn: true,
} satisfies Record<PolicySection, true>) as readonly PolicySection[]
/** A section of the settings. */
export type SettingsPlace = OwnPlace | PolicySection

export const isPolicyPlace = (place: SettingsPlace): place is PolicySection =>
  policyPlaces.some((name) => name === place)

/** All sections, in the order of the navigation. */
export const settingsPlaces: readonly SettingsPlace[] = ['organisation', ...policyPlaces, ...ownPlaces.slice(1)]

const known = (named: string | null) => settingsPlaces.find((place) => place === named)

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}

const current = (): SettingsPlace => known(readHash().get('settings')) ?? known(savedSettingsPlace()) ?? 'organisation'

/** Names the section that the settings open with, without a step of its own for the Back button. */
export function wantSettingsPlace(place: SettingsPlace): void {
  saveSettingsPlace(place)
  history.replaceState(history.state, '', hashWith('settings', place))
}

/** The section on the screen, kept in the hash so that Back, Forward and a reload work, and remembered on this machine. */
export function useSettingsPlace(): readonly [SettingsPlace, (place: SettingsPlace) => void] {
  const place = useSyncExternalStore(subscribe, current)
  const setPlace = useCallback((next: SettingsPlace) => {
    saveSettingsPlace(next)
    writeHash('settings', next)
  }, [])
  return [place, setPlace]
}
