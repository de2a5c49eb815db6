import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { DarkThemeRegular, LocalLanguageRegular } from '@fluentui/react-icons'
import { languageFacts, languages } from '../../shared/languages.ts'
import { type ThemeState, useTheme } from '../base/theme.ts'
import { useWords } from '../base/words/words.ts'

const themes: readonly ThemeState['choice'][] = ['system', 'light', 'dark']

/** Chooses the language of the screen; each language is named in itself. */
export function LanguageMenu() {
  const { t, language, setLanguage } = useWords()
  return (
    <Menu
      checkedValues={{ language: [language] }}
      onCheckedValueChange={(_, data) => {
        const chosen = languages.find((language) => language === data.checkedItems[0])
        if (chosen !== undefined) setLanguage(chosen)
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
