import { MenuDivider, MenuItem, makeStyles, tokens } from '@fluentui/react-components'
import { Fragment } from 'react'
import type { Command } from './command.ts'

const useStyles = makeStyles({
  danger: { color: tokens.colorStatusDangerForeground3 },
})

/** Commands as items of a menu, in groups with a line between them; what can't be done now says why. `choose` runs one of them. */
export function CommandItems({
  groups,
  choose,
}: {
  readonly groups: readonly (readonly Command[])[]
  readonly choose: (run: () => void) => void
}) {
  const styles = useStyles()
  return groups
    .filter((group) => group.length > 0)
    .map((group, at) => (
      <Fragment key={group[0]?.id}>
        {at > 0 && <MenuDivider />}
        {group.map(({ id, label, icon, whyNot, isDanger = false, keys, run }) => (
          <MenuItem
            key={id}
            icon={icon}
            className={isDanger && whyNot === null ? styles.danger : undefined}
            disabled={whyNot !== null}
            subText={whyNot ?? undefined}
            secondaryContent={keys === undefined ? undefined : <span aria-hidden>{keys}</span>}
            aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
            onClick={() => choose(run)}
          >
            {label}
          </MenuItem>
        ))}
      </Fragment>
    ))
}
