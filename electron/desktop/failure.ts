import type { App, Dialog } from 'electron'
import { isDomainError } from '../../shared/errors.ts'
import { errorSentence } from '../../shared/i18n/error-sentence.ts'
import type { createWords } from '../../shared/i18n/i18n.ts'
import { asStoreError } from '../db/store-errors.ts'
import type { Log } from '../log.ts'

/** The command line's status for a data folder in use (product.md, section 6), so that scripts know it from the desktop door too. */
const folderInUseStatus = 5

type Deps = {
  readonly app: Pick<App, 'exit'>
  readonly dialog: Pick<Dialog, 'showErrorBox'>
  readonly log: Log
  readonly folder: string
  /** Asked for late: the words need the system's language. */
  readonly words: () => ReturnType<typeof createWords>
  /** What must not be left behind even now. */
  readonly beforeExit: () => void
}

/** Ends the app with one box that says why: in words where the reason is known, with a log id otherwise, never with the error's own text. */
export function createFailure({ app, dialog, log, folder, words, beforeExit }: Deps): (error: unknown) => void {
  let hasFailed = false
  return (thrown) => {
    // One failure often brings others with it, while the box of the first is still open.
    if (hasFailed) return
    hasFailed = true
    beforeExit()
    const all = words()
    const error = asStoreError(thrown)
    const text = isDomainError(error)
      ? `${errorSentence(error, all)}\n\n${folder}`.trim()
      : all.t('desktop.somethingWrong', { folder, logId: log.bug('desktop', error) })
    dialog.showErrorBox(all.t(isRefusal(error) ? 'desktop.cannotStart' : 'desktop.hasToClose'), text)
    app.exit(isDomainError(error, 'FOLDER_IN_USE') ? folderInUseStatus : 1)
  }
}

/** What is only ever found out before the window opens. */
function isRefusal(error: unknown): boolean {
  const codes = [
    'FOLDER_IN_USE',
    'FOLDER_UNUSABLE',
    'STORE_UNUSABLE',
    'STORE_MISSING',
    'STORE_NEWER',
    'STORE_UPGRADE_FAILED',
  ] as const
  return codes.some((code) => isDomainError(error, code))
}

/** Leads what nobody caught to `fail`, instead of Electron's box with the stack in it or a process that goes on half broken. */
export function failOnBugs(fail: (error: unknown) => void): void {
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
}
