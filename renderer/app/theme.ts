import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { createContext, useContext, useMemo, useState, useSyncExternalStore } from 'react'
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

export type ThemeState = {
  readonly choice: ThemeChoice
  readonly setChoice: (choice: ThemeChoice) => void
  readonly isDark: boolean
  readonly theme: Theme
}

export const ThemeContext = createContext<ThemeState | null>(null)

/** The theme in force: the choice on this machine, or the system's; with forced colours always the system's. */
export function useThemeState(): ThemeState {
  const [choice, setChoice] = useState<ThemeChoice>(savedTheme)
  const isSystemDark = useMedia('(prefers-color-scheme: dark)')
  const isForced = useMedia('(forced-colors: active)')
  const isDark = choice === 'system' || isForced ? isSystemDark : choice === 'dark'
  return {
    choice,
    setChoice: (next) => {
      saveTheme(next)
      setChoice(next)
    },
    isDark,
    theme: isDark ? webDarkTheme : webLightTheme,
  }
}

/** The theme in force and the way to change it. */
export function useTheme(): ThemeState {
  const state = useContext(ThemeContext)
  if (state === null) throw new Error('useTheme is used outside its provider')
  return state
}
