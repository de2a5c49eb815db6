import {
  Button,
  Menu,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useWords } from '../../base/words/words.ts'
import type { Command } from '../commands/command.ts'
import { CommandItems } from '../commands/command-menu.tsx'
import type { PersonCommands } from '../commands/person-commands.tsx'
import { useAfterMenu } from '../commands/use-after-menu.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

function Action({ command, isPrimary = false }: { readonly command: Command; readonly isPrimary?: boolean }) {
  const { label, icon, whyNot, run } = command
  const button = (
    <Button
      icon={icon}
      appearance={isPrimary ? 'primary' : 'secondary'}
      disabledFocusable={whyNot !== null}
      onClick={run}
    >
      {label}
    </Button>
  )
  if (whyNot === null) return button
  return (
    <Tooltip content={whyNot} relationship="description">
      {button}
    </Tooltip>
  )
}

/** The three actions that are needed most, and a menu of the others. */
export function DetailsActions({ commands, question }: PersonCommands) {
  const { t } = useWords()
  const styles = useStyles()
  const { reset, edit, block, requireChange, sendLink, roles, endAll, shutOut, remove } = commands
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
    <div role="group" aria-label={t('users.actions')} className={styles.root}>
      <Action isPrimary command={reset} />
      <Action command={edit} />
      <Action command={block} />
      <MoreActions
        groups={[
          [requireChange, sendLink, roles, endAll],
          [shutOut, remove],
        ]}
      />
      {question}
    </div>
  )
}

function MoreActions({ groups }: { readonly groups: readonly (readonly Command[])[] }) {
  const { t } = useWords()
  const { isOpen, setIsOpen, choose } = useAfterMenu(false)
  const withoutKeys = groups.map((group) => group.map(({ keys: _, ...command }) => command))
  return (
    <Menu open={isOpen} onOpenChange={(_, { open }) => setIsOpen(open)}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('users.moreActions')} relationship="label">
          <Button icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <CommandItems groups={withoutKeys} choose={choose} />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
