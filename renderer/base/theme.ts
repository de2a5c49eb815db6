import { createDarkTheme, createLightTheme, type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { BrandColour } from '../../shared/rules/self-service.ts'
import { brandRamps } from './brand-ramps.ts'
import { savedTheme, saveTheme, type ThemeChoice } from './preferences.ts'

/** Whether a media query holds now; follows it when it changes. */
export function useMedia(query: string): boolean {
  const media = useMemo(() => matchMedia(query), [query])
  return useSyncExternalStore(
    (onChange) => {
      media.addEventListener('change', onChange)
      return () => media.removeEventListener('change', onChange)
    },
    () => media.matches,
  )
}

/** Fluent's theme in the organisation's colour. */
export function themeOf(colour: BrandColour, isDark: boolean): Theme {
  if (colour === 'blue') return isDark ? webDarkTheme : webLightTheme
  return isDark ? createDarkTheme(brandRamps[colour]) : createLightTheme(brandRamps[colour])
}

export type ThemeState = {
  readonly choice: ThemeChoice
  readonly setChoice: (choice: ThemeChoice) => void
  readonly isDark: boolean
  readonly theme: Theme
  /** Sets the colour of every page; the service gives the organisation's colour with its first answer. */
  readonly setColour: (colour: BrandColour) => void
}

export const ThemeContext = createContext<ThemeState | null>(null)

/** The theme in force: the choice on this machine, or the system's; with forced colours always the system's. */
export function useThemeState(): ThemeState {
  const [choice, setChoice] = useState<ThemeChoice>(savedTheme)
  const [colour, setColour] = useState<BrandColour>('blue')
  const isSystemDark = useMedia('(prefers-color-scheme: dark)')
  const isForced = useMedia('(forced-colors: active)')
  const isDark = choice === 'system' || isForced ? isSystemDark : choice === 'dark'
  const theme = useMemo(() => themeOf(colour, isDark), [colour, isDark])
  return {
    choice,
    setChoice: (next) => {
      saveTheme(next)
      setChoice(next)
    },
    isDark,
    theme,
    setColour,
  }
}

/** The theme in force and the way to change it. */
export function useTheme(): ThemeState {
  const state = useContext(ThemeContext)
  if (state === null) throw new Error('useTheme is used outside its provider')
  return state
}

/** Tints the page in the organisation's colour as soon as it is known. */
export function useBrandColour(colour: BrandColour | undefined): void {
  const { setColour } = useTheme()
  useEffect(() => {
    if (colour !== undefined) setColour(colour)
  }, [colour, setColour])
}
