import type { Settings } from '../../shared/settings.ts'

/** The settings as they are being typed: numbers are text until they are saved. */
export type SettingsDraft = {
  readonly organisation: string
  readonly signInAddress: string
  readonly idleMinutes: string
  readonly sessionHours: string
  readonly clipboardSeconds: string
  readonly temporaryStyle: Settings['temporaryStyle']
  readonly doesLapse: boolean
  readonly temporaryHours: string
}

export type NumberField = 'idleMinutes' | 'sessionHours' | 'clipboardSeconds' | 'temporaryHours'

/** The limits of shared/settings.ts, for the words beside a field. */
export const numberLimits: Record<NumberField, { readonly from: number; readonly to: number }> = {
  idleMinutes: { from: 1, to: 60 },
  sessionHours: { from: 1, to: 24 },
  clipboardSeconds: { from: 5, to: 300 },
  temporaryHours: { from: 1, to: 720 },
}

const microsoftsHours = '72'

/** What the fields show at first. */
export function draftOf(settings: Settings): SettingsDraft {
  return {
    organisation: settings.organisation,
    signInAddress: settings.signInAddress,
    idleMinutes: String(settings.idleMinutes),
    sessionHours: String(settings.sessionHours),
    clipboardSeconds: String(settings.clipboardSeconds),
    temporaryStyle: settings.temporaryStyle,
    doesLapse: settings.temporaryHours !== null,
    temporaryHours: settings.temporaryHours === null ? microsoftsHours : String(settings.temporaryHours),
  }
}

function numberIn(draft: SettingsDraft, field: NumberField): number | null {
  const { from, to } = numberLimits[field]
  const text = draft[field].trim()
  const value = Number(text)
  return /^\d{1,6}$/.test(text) && value >= from && value <= to ? value : null
}

/** True if the field's text is a number within its limits. */
export function isNumberGood(draft: SettingsDraft, field: NumberField): boolean {
  return (field === 'temporaryHours' && !draft.doesLapse) || numberIn(draft, field) !== null
}

/** The settings to save, null while a field is wrong. */
export function settingsOf(draft: SettingsDraft): Settings | null {
  const idleMinutes = numberIn(draft, 'idleMinutes')
  const sessionHours = numberIn(draft, 'sessionHours')
  const clipboardSeconds = numberIn(draft, 'clipboardSeconds')
  const hours = numberIn(draft, 'temporaryHours')
  const organisation = draft.organisation.trim()
  if (organisation === '' || idleMinutes === null || sessionHours === null || clipboardSeconds === null) return null
  if (draft.doesLapse && hours === null) return null
  return {
    organisation,
    signInAddress: draft.signInAddress.trim(),
    idleMinutes,
    sessionHours,
    clipboardSeconds,
    temporaryStyle: draft.temporaryStyle,
    temporaryHours: draft.doesLapse ? hours : null,
  }
}

export type SettingsSection = 'organisation' | 'temporaryPasswords' | 'signInAndLock'

/** Where the first wrong field is, null when there is none. */
export function wrongSection(draft: SettingsDraft): SettingsSection | null {
  if (draft.organisation.trim() === '') return 'organisation'
  if (!isNumberGood(draft, 'temporaryHours')) return 'temporaryPasswords'
  const lockFields: readonly NumberField[] = ['idleMinutes', 'sessionHours', 'clipboardSeconds']
  return lockFields.every((field) => isNumberGood(draft, field)) ? null : 'signInAndLock'
}
