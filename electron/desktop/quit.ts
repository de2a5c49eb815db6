import type { App } from 'electron'
import type { PasswordClipboard } from './clipboard.ts'

/** The longest time for each last step before the app ends without it, in milliseconds. */
const stepLimits = { clear: 2_000, close: 10_000 }

type Deps = {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>
  /** Cleared first, while the window still exists, because on Wayland a program without a window can't change the clipboard. */
  readonly passwords: Pick<PasswordClipboard, 'isHolding' | 'clearIfOurs'>
  /** Called last, when no request can arrive any more. */
  readonly close: () => Promise<void>
  readonly onBug: (error: unknown) => void
}

/** Ends the app when its window closes, on macOS too, so that nobody stays signed in without a window. */
export function quitTidily({ app, passwords, close, onBug }: Deps): void {
  let isCleared = false
  let isClosing = false
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (isCleared || !passwords.isHolding()) return
    event.preventDefault()
    void within(stepLimits.clear, passwords.clearIfOurs().catch(onBug)).then(() => {
      isCleared = true
      app.quit()
    })
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (isClosing) return
    isClosing = true
    void within(stepLimits.close, close().catch(onBug)).then(() => app.exit(0))
  })
}

/** Waits for work, but only so long that unfinished work can't keep the app from ending. */
function within(milliseconds: number, work: Promise<unknown>): Promise<unknown> {
  const outOfPatience = new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
  return Promise.race([work, outOfPatience])
}
