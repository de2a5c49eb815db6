import { type Language, language } from '../../shared/ids.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'

const languageKey = 'keydesk.language'
const themeKey = 'keydesk.theme'
const settingsKey = 'keydesk.settings'
const slipKey = 'keydesk.slips'

/** How the passwords of several people are put on paper: a page each, several to be cut apart, or one list. */
export const slipLayouts = ['one', 'several', 'list'] as const
export type SlipLayout = (typeof slipLayouts)[number]

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A browser that forbids storage keeps the choice until the page closes.
  }
}

/** The language chosen on this machine, null if nobody chose one. */
export function savedLanguage(): Language | null {
  const parsed = language.safeParse(read(languageKey))
  return parsed.success ? parsed.data : null
}

/** Remembers the language on this machine; no secret. */
export function saveLanguage(chosen: Language): void {
  write(languageKey, chosen)
}

/** The theme chosen on this machine; `system` follows the operating system. */
export function savedTheme(): ThemeChoice {
  const value = read(themeKey)
  return value === 'light' || value === 'dark' ? value : 'system'
}

/** Remembers the theme on this machine; no secret. */
export function saveTheme(chosen: ThemeChoice): void {
  write(themeKey, chosen)
}

/** The section of the settings that was open last on this machine; null if none was. */
export function savedSettingsPlace(): string | null {
  return read(settingsKey)
}

/** Remembers the section of the settings on this machine; no secret. */
export function saveSettingsPlace(place: string): void {
  write(settingsKey, place)
}

export type StartPage = 'home' | 'users'

const startKey = 'keydesk.startPage'
const stepsKey = 'keydesk.firstSteps'

/** The page that this machine opens after sign-in: the list, unless somebody chose Home. */
export function savedStartPage(): StartPage {
  return read(startKey) === 'home' ? 'home' : 'users'
}

/** Remembers the first page on this machine; no secret. */
export function saveStartPage(chosen: StartPage): void {
  write(startKey, chosen)
}

/** Whether somebody has hidden the first steps on this machine. */
export function areStepsHidden(): boolean {
  return read(stepsKey) === 'hidden'
}

/** Remembers on this machine whether the first steps are hidden; no secret. */
export function hideSteps(isHidden: boolean): void {
  write(stepsKey, isHidden ? 'hidden' : 'shown')
}

/** How slips of several people were printed last on this machine. */
export function savedSlipLayout(): SlipLayout {
  const value = read(slipKey)
  return slipLayouts.find((one) => one === value) ?? 'one'
}

/** Remembers how slips are printed on this machine; no secret. */
export function saveSlipLayout(chosen: SlipLayout): void {
  write(slipKey, chosen)
}

const columnsKey = 'keydesk.users.columns'
const listLookKey = 'keydesk.users.look'

/** The columns of the list as they were chosen on this machine; null if nobody chose any. */
export function savedColumns(): string | null {
  return read(columnsKey)
}

/** Remembers the columns of the list on this machine; no secret. */
export function saveColumns(columns: string): void {
  write(columnsKey, columns)
}

/** How wide and how high the list's columns and rows were made on this machine; null if nobody changed them. */
export function savedListLook(): string | null {
  return read(listLookKey)
}

/** Remembers the look of the list on this machine; no secret. */
export function saveListLook(look: string): void {
  write(listLookKey, look)
}
