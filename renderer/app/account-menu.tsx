import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import {
  KeyboardRegular,
  LockClosedRegular,
  PersonCircleRegular,
  PersonRegular,
  SearchRegular,
  SignOutRegular,
} from '@fluentui/react-icons'
import { useSession } from '../base/session.ts'
import { useMedia } from '../base/theme.ts'
import { useWords } from '../base/words/words.ts'
import { commandKey } from '../palette/shortcuts-dialog.tsx'

const useStyles = makeStyles({
  name: { maxWidth: '16em', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  button: { fontWeight: tokens.fontWeightRegular },
})

/** Once the menu has given the focus back, so that the dialog returns it to the menu's button. */
const afterMenu = (run: () => void) => void setTimeout(run, 0)

export type AccountMenuProps = {
  readonly onOpen: () => void
  readonly onPalette: () => void
  readonly onShortcuts: () => void
  readonly onLock: () => void
  readonly onSignOut: () => void
}

/** Shows who is signed in; with the commands to lock and to sign out. */
export function AccountMenu({ onOpen, onPalette, onShortcuts, onLock, onSignOut }: AccountMenuProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { displayName } = useSession()
  const isNarrow = useMedia('(max-width: 800px)')
  const name = t('app.account', { name: displayName })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.button}
          icon={<PersonCircleRegular />}
          aria-label={name}
          title={isNarrow ? displayName : undefined}
        >
          {isNarrow ? undefined : <span className={styles.name}>{displayName}</span>}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<PersonRegular />} onClick={onOpen}>
            {t('sessions.myAccount')}
          </MenuItem>
          <MenuItem icon={<SearchRegular />} secondaryContent={commandKey('K')} onClick={() => afterMenu(onPalette)}>
            {t('palette.title')}
          </MenuItem>
          <MenuItem icon={<KeyboardRegular />} secondaryContent="?" onClick={() => afterMenu(onShortcuts)}>
            {t('app.shortcuts')}
          </MenuItem>
          <MenuDivider />
          <MenuItem icon={<LockClosedRegular />} onClick={onLock}>
            {t('app.lock')}
          </MenuItem>
          <MenuItem icon={<SignOutRegular />} onClick={onSignOut}>
            {t('sessions.signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
