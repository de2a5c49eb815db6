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
  readonly log: Pick<Log, 'crash'>
  readonly folder: string
  /** A function, because the words depend on the system's language, which is known only when Electron is ready. */
  readonly words: () => ReturnType<typeof createWords>
  /** Clears what must not stay behind, such as a copied password. */
  readonly beforeExit: () => void
}

/** Ends the app with one box that gives the reason: a sentence where the reason is known, otherwise a log id; never the error's own text. */
export function createFailure({ app, dialog, log, folder, words, beforeExit }: Deps): (error: unknown) => void {
  let hasFailed = false
  return (thrown) => {
    // Only the first failure is shown, because it often causes others while its box is open.
    if (hasFailed) return
    hasFailed = true
    beforeExit()
    const all = words()
    const error = asStoreError(thrown)
    const text = isDomainError(error)
      ? `${errorSentence(error, all)}\n\n${folder}`.trim()
      : all.t('desktop.somethingWrong', { folder, logId: log.crash('desktop', error) })
    dialog.showErrorBox(all.t(isRefusal(error) ? 'desktop.cannotStart' : 'desktop.hasToClose'), text)
    app.exit(isDomainError(error, 'FOLDER_IN_USE') ? folderInUseStatus : 1)
  }
}

/** Errors that can only occur before the window opens. */
function isRefusal(error: unknown): boolean {
  const codes = [
    'FOLDER_IN_USE',
    'FOLDER_UNUSABLE',
    'STORE_UNUSABLE',
    'STORE_MISSING',
    'STORE_NEWER',
    'UPGRADE_NEEDS_ROOM',
    'STORE_CANT_LOCK',
    'STORE_UPGRADE_FAILED',
  ] as const
  return codes.some((code) => isDomainError(error, code))
}

/** Passes uncaught errors to `fail`; without it Electron would show a box with the stack, or go on in an unknown state. */
export function failOnBugs(fail: (error: unknown) => void): void {
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
}
