import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { createContext, type ReactNode, useEffect, useState } from 'react'
import { UnsavedContext, useUnsaved, useUnsavedForms } from '../base/unsaved.ts'
import { useWords } from '../base/words/words.ts'
import { DiscardQuestion } from './discard-question.tsx'
import { useFocusReturn } from './focus-return.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '100vw' },
  pictured: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  title: { minWidth: 0, overflowWrap: 'anywhere' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalL,
    // Messages do not shrink, because their text would cover what is below.
    '& > .fui-MessageBar': { flexShrink: 0 },
  },
  footer: {
    flexWrap: 'wrap',
    rowGap: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
})

const tabbable = 'button:not(:disabled), input:not(:disabled), select, textarea, a[href], [tabindex="0"]'

/** True while a part scrolls and contains nothing that takes the focus, so that the part itself must take it for the keyboard (WCAG 2.1.1). */
function useScrollStop(part: HTMLElement | null): boolean {
  const [isStop, setIsStop] = useState(false)
  useEffect(() => {
    if (part === null) return
    const look = () => setIsStop(part.scrollHeight > part.clientHeight && part.querySelector(tabbable) === null)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(part)
    for (const child of part.children) observer.observe(child)
    return () => observer.disconnect()
  })
  return isStop
}

export type PanelProps = {
  readonly isOpen: boolean
  readonly title: string
  /** Stands before the title, such as the initials of a person; hidden from screen readers, because the title says it all. */
  readonly picture?: ReactNode
  readonly size?: 'small' | 'medium' | 'large'
  readonly onClose: () => void
  /** True while something typed is not saved, as far as the owner of the panel knows; forms inside say it themselves by `useUnsaved`. */
  readonly isUnsaved?: boolean
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** Closes the panel around, with a question if something typed is not saved. */
export const ClosePanelContext = createContext<() => void>(() => {})

/** Every way out of a panel leads through `close`; `question` stands where it asks. */
function useClosing(isUnsaved: boolean, onClose: () => void) {
  const [isAsking, setIsAsking] = useState(false)
  const close = () => (isUnsaved ? setIsAsking(true) : onClose())
  const discard = () => {
    setIsAsking(false)
    // Once the question has gone, so that the focus returns from it first and then to where the panel was opened.
    requestAnimationFrame(() => setTimeout(onClose, 0))
  }
  const question = isAsking && <DiscardQuestion onDiscard={discard} onKeep={() => setIsAsking(false)} />
  return { close, question }
}

/** The dialog at the right side, as Microsoft's admin pages have it for details and tasks. */
export function Panel(props: PanelProps) {
  const { isOpen, title, picture, size = 'medium', onClose, isUnsaved = false, footer, children } = props
  const { t } = useWords()
  const styles = useStyles()
  const [body, setBody] = useState<HTMLElement | null>(null)
  const isStop = useScrollStop(body)
  useFocusReturn(isOpen)
  const forms = useUnsavedForms()
  useUnsaved(isUnsaved)
  const { close, question } = useClosing(isUnsaved || forms.isUnsaved, onClose)
  return (
    <UnsavedContext value={forms.tell}>
      <ClosePanelContext value={close}>
        <OverlayDrawer
          open={isOpen}
          position="end"
          size={size}
          className={styles.surface}
          onOpenChange={(_, data) => !data.open && close()}
        >
          <DrawerHeader>
            <DrawerHeaderTitle
              action={
                <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('common.close')} onClick={close} />
              }
            >
              {picture === undefined ? (
                title
              ) : (
                <span className={styles.pictured}>
                  <span aria-hidden>{picture}</span>
                  <span className={styles.title}>{title}</span>
                </span>
              )}
            </DrawerHeaderTitle>
          </DrawerHeader>
          <DrawerBody ref={setBody} className={styles.body} tabIndex={isStop ? 0 : undefined}>
            {children}
          </DrawerBody>
          {footer !== undefined && <DrawerFooter className={styles.footer}>{footer}</DrawerFooter>}
        </OverlayDrawer>
        {question}
      </ClosePanelContext>
    </UnsavedContext>
  )
}
