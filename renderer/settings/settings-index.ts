import type { TFunction } from 'i18next'
import { type Language, languageTexts } from '../../shared/languages.ts'
import { matches, searchNeedles, searchText } from '../../shared/rules/text/fold.ts'
import { isPolicyPlace, type OwnPlace, type SettingsPlace } from './settings-places.ts'

/** What a person can go to: a section, or one thing in it by the words that stand there. */
export type SettingsEntry = { readonly place: SettingsPlace; readonly placeName: string; readonly label: string | null }

type Key = Parameters<TFunction>[0]

/** What stands in a section that has no list of its own; a test goes to each of them. */
const labels = {
  organisation: ['settings.organisation', 'settings.signInAddress', 'settings.language'],
  directories: ['directories.connect'],
  mail: [
    ...['mail.isOn', 'mail.host', 'mail.security', 'mail.port', 'mail.username'],
    ...['mail.password', 'mail.senderAddress', 'mail.senderName'],
  ],
  portal: ['portal.isOn', 'portal.hostName', 'portal.port', 'portal.interface', 'portal.certificate'],
  registration: ['registration.report.export'],
  backup: ['backup.now', 'backup.folder', 'backup.usePassphrase', 'backup.schedule', 'backup.every'],
  recoveryKey: ['vault.slots', 'vault.createKey'],
  about: ['about.version', 'about.folders', 'about.help', 'about.licences', 'updates.title'],
} as const satisfies Record<OwnPlace, readonly Key[]>

export const placeNameOf = (t: TFunction, place: SettingsPlace): string =>
  isPolicyPlace(place) ? t(`policies.tabs.${place}`) : t(`settings.${place}`)

function textsOf(tree: unknown): readonly string[] {
  if (typeof tree === 'string') return [tree]
  return Object.values(tree as object).flatMap(textsOf)
}

function labelsOf(t: TFunction, language: Language, place: SettingsPlace): readonly string[] {
  // Every field of a policy has a label, or it does not compile; so that none is missing here.
  if (isPolicyPlace(place)) return textsOf(languageTexts[language].policies.fields[place])
  return labels[place].map((key) => t(key))
}

/** Everything that can be searched in these sections, in the order in which it stands there. */
export function settingsIndex(t: TFunction, language: Language, places: readonly SettingsPlace[]) {
  return places.flatMap((place): readonly SettingsEntry[] => {
    const placeName = placeNameOf(t, place)
    const inside = labelsOf(t, language, place).map((label) => ({ place, placeName, label }))
    return [{ place, placeName, label: null }, ...inside]
  })
}

/** The entries in which every word of a search stands: sections first, then what is in them, then what is in a section of that name. */
export function searchSettings(entries: readonly SettingsEntry[], search: string): readonly SettingsEntry[] {
  const needles = searchNeedles(search)
  if (needles.length === 0) return []
  const by = (text: (entry: SettingsEntry) => readonly string[]) =>
    entries.filter((entry) => matches(searchText(text(entry)), needles))
  const sections = by(({ label, placeName }) => (label === null ? [placeName] : []))
  const inside = by(({ label }) => (label === null ? [] : [label]))
  const rest = by(({ label, placeName }) => (label === null ? [] : [label, placeName]))
  return [...new Set([...sections, ...inside, ...rest])]
}
