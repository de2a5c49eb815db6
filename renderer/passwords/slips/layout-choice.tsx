import { Menu, MenuButton, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { type SlipLayout, saveSlipLayout, slipLayouts } from '../../base/preferences.ts'
import { useWords } from '../../base/words/words.ts'

type LayoutChoiceProps = { readonly layout: SlipLayout; readonly onChange: (layout: SlipLayout) => void }

/** How the passwords of several people are put on paper; remembered on this machine for the next time. */
export function LayoutChoice({ layout, onChange }: LayoutChoiceProps) {
  const { t } = useWords()
  const choose = (name: string | undefined) => {
    const chosen = slipLayouts.find((one) => one === name)
    if (chosen === undefined) return
    saveSlipLayout(chosen)
    onChange(chosen)
  }
  return (
    <Menu checkedValues={{ layout: [layout] }} onCheckedValueChange={(_, { checkedItems }) => choose(checkedItems[0])}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle">{t(`passwords.slipLayouts.${layout}`)}</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {slipLayouts.map((one) => (
            <MenuItemRadio key={one} name="layout" value={one}>
              {t(`passwords.slipLayouts.${one}`)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
