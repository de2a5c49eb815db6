import { Menu, MenuButton, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { useWords } from '../../base/words/words.ts'
import type { Command } from './command.ts'
import { CommandItems } from './command-menu.tsx'
import { useAfterMenu } from './use-after-menu.ts'

/** The menu of everybody selected beside their number: the same as that of the right mouse button. */
export function ChosenActions({ groups }: { readonly groups: readonly (readonly Command[])[] }) {
  const { t } = useWords()
  const { isOpen, setIsOpen, choose } = useAfterMenu(false)
  return (
    <Menu open={isOpen} onOpenChange={(_, { open }) => setIsOpen(open)}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" appearance="subtle" aria-label={t('users.chosenActions')}>
          {t('users.actions')}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <CommandItems groups={groups} choose={choose} />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
