import { Menu, MenuList, MenuPopover, type PositioningImperativeRef, Spinner } from '@fluentui/react-components'
import { useLayoutEffect, useRef } from 'react'
import { useWords } from '../../base/words/words.ts'
import type { Command } from './command.ts'
import { CommandItems } from './command-menu.tsx'
import { useAfterMenu } from './use-after-menu.ts'

/** Where a menu opens: at a point of the window, in CSS pixels. */
export type MenuPlace = { readonly x: number; readonly y: number }

type ContextMenuProps = {
  readonly label: string
  readonly at: MenuPlace
  /** Null while it is being found out what can be done. */
  readonly groups: readonly (readonly Command[])[] | null
  /** Gives the focus back to where the menu was opened. */
  readonly onClosed: () => void
}

/** The menu of the right mouse button, of Shift+F10 and of the menu key, open from the start. */
export function ContextMenu({ label, at, groups, onClosed }: ContextMenuProps) {
  const { t } = useWords()
  const { isOpen, setIsOpen, choose } = useAfterMenu(true, onClosed)
  const list = useRef<HTMLDivElement>(null)
  const positioning = useRef<PositioningImperativeRef>(null)
  useLayoutEffect(() => {
    positioning.current?.setTarget({ getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) })
  }, [at.x, at.y])
  const isReady = groups !== null
  useLayoutEffect(() => {
    if (isOpen && isReady) list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
  }, [isOpen, isReady])
  return (
    <Menu
      open={isOpen}
      onOpenChange={(_, data) => setIsOpen(data.open)}
      positioning={{ positioningRef: positioning, position: 'after', align: 'top', autoSize: true }}
    >
      <MenuPopover onContextMenu={(event) => event.preventDefault()}>
        <MenuList ref={list} aria-label={label}>
          {groups === null ? <Spinner size="tiny" label={t('ui.loading')} /> : <CommandItems {...{ groups, choose }} />}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
