import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { DarkThemeRegular, LocalLanguageRegular } from '@fluentui/react-icons'
import { language as languageSchema } from '../../shared/ids.ts'
import { languageFacts, languages } from '../../shared/languages.ts'
import type { ThemeChoice } from './preferences.ts'
import { useTheme } from './theme.ts'
import { useWords } from './words.ts'

const themes: readonly ThemeChoice[] = ['system', 'light', 'dark']

/** Chooses the language of the screen; each language is named in itself. */
export function LanguageMenu() {
  const { t, language, setLanguage } = useWords()
  return (
    <Menu
      checkedValues={{ language: [language] }}
      onCheckedValueChange={(_, data) => {
        const chosen = languageSchema.safeParse(data.checkedItems[0])
        if (chosen.success) setLanguage(chosen.data)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('app.language')} relationship="label">
          <Button appearance="subtle" icon={<LocalLanguageRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {languages.map((option) => (
            <MenuItemRadio key={option} name="language" value={option} lang={option}>
              {languageFacts[option].ownName}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** Chooses light, dark or whatever the system uses. */
export function ThemeMenu() {
  const { t } = useWords()
  const { choice, setChoice } = useTheme()
  return (
    <Menu
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_, data) => {
        const chosen = themes.find((theme) => theme === data.checkedItems[0])
        if (chosen !== undefined) setChoice(chosen)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('app.theme')} relationship="label">
          <Button appearance="subtle" icon={<DarkThemeRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themes.map((theme) => (
            <MenuItemRadio key={theme} name="theme" value={theme}>
              {t(`app.themes.${theme}`)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
