import type { App } from 'electron'
import { createWords, languageFrom } from '../../shared/i18n/i18n.ts'
import type { Language } from '../../shared/ids.ts'

type Deps = {
  readonly app: Pick<App, 'getPreferredSystemLanguages'>
  /** The language that was chosen last on this computer; null if none was. */
  readonly remembered: Language | null
}

/** The language of everything that Keydesk shows outside its page: the menu bar, notifications and the system's dialogs. */
export type SpokenLanguage = {
  /** The words of the language that was chosen on the page, else of the system's; the system's is known once Electron is ready. */
  readonly words: () => ReturnType<typeof createWords>
  /** Called by the door when the page says which language was chosen there. */
  readonly choose: (language: Language) => void
  /** Calls `changed` with each language that is chosen from now on and is another than before. */
  readonly onChoice: (changed: (language: Language) => void) => void
}

/** Keeps the chosen language for the time that the window is open. */
export function createSpokenLanguage({ app, remembered }: Deps): SpokenLanguage {
  let chosen = remembered
  const listeners: ((language: Language) => void)[] = []
  return {
    words: () => createWords(chosen ?? languageFrom(app.getPreferredSystemLanguages())),
    choose: (language) => {
      if (language === chosen) return
      chosen = language
      for (const changed of listeners) changed(language)
    },
    onChoice: (changed) => void listeners.push(changed),
  }
}
