import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Overflow,
  OverflowItem,
  Toolbar,
  ToolbarButton,
  Tooltip,
  tokens,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { memo } from 'react'
import { useWords } from '../base/words/words.ts'
import type { Command } from './commands/command.ts'

const useStyles = makeStyles({
  bar: {
    minWidth: 0,
    flexWrap: 'nowrap',
    overflow: 'hidden',
    paddingLeft: 0,
    paddingRight: 0,
    gap: tokens.spacingHorizontalXXS,
  },
  item: { flexShrink: 0 },
  button: {
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightRegular,
    minWidth: 'unset',
    // Narrow enough for all commands to fit beside the navigation in a window of 1280 pixels.
    paddingLeft: tokens.spacingHorizontalXS,
    paddingRight: tokens.spacingHorizontalXS,
  },
})

function CommandButton({ command }: { readonly command: Command }) {
  const styles = useStyles()
  const { label, icon, run, whyNot } = command
  const button = (
    <ToolbarButton className={styles.button} icon={icon} onClick={run} disabledFocusable={whyNot !== null}>
      {label}
    </ToolbarButton>
  )
  if (whyNot === null) return button
  return (
    <Tooltip content={whyNot} relationship="description">
      {button}
    </Tooltip>
  )
}

function HiddenCommand({ command }: { readonly command: Command }) {
  const isVisible = useIsOverflowItemVisible(command.id)
  if (isVisible) return null
  return (
    <MenuItem
      icon={command.icon}
      disabled={command.whyNot !== null}
      subText={command.whyNot ?? undefined}
      onClick={command.run}
    >
      {command.label}
    </MenuItem>
  )
}

function MoreMenu({ commands }: { readonly commands: readonly Command[] }) {
  const { t } = useWords()
  const { ref, isOverflowing } = useOverflowMenu<HTMLButtonElement>()
  if (!isOverflowing) return null
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button ref={ref} appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={t('users.moreCommands')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {commands.map((command) => (
            <HiddenCommand key={command.id} command={command} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** The commands above the list; those that do not fit are in a menu. */
export const CommandBar = memo(function CommandBar({ commands }: { readonly commands: readonly Command[] }) {
  const { t, language } = useWords()
  const styles = useStyles()
  return (
    // The widths of the buttons are measured once: words of another language are measured anew.
    <Overflow key={language}>
      <Toolbar aria-label={t('users.commands')} className={styles.bar}>
        {commands.map((command) => (
          <OverflowItem key={command.id} id={command.id}>
            <div className={styles.item}>
              <CommandButton command={command} />
            </div>
          </OverflowItem>
        ))}
        <MoreMenu commands={commands} />
      </Toolbar>
    </Overflow>
  )
})
