import type { App, Dialog } from 'electron'
import { isDomainError } from '../../shared/errors.ts'
import type { Translate } from '../../shared/i18n/i18n.ts'
import type { Log } from '../log.ts'

/** The command line's status for a data folder in use (product.md, section 6), so that scripts know it from the desktop door too. */
const folderInUseStatus = 5

type Deps = {
  readonly app: Pick<App, 'exit'>
  readonly dialog: Pick<Dialog, 'showErrorBox'>
  readonly log: Log
  readonly folder: string
  /** Asked for late: the words need the system's language. */
  readonly words: () => Translate
  /** What must not be left behind even now. */
  readonly beforeExit: () => void
}

/** Ends the app with one box that says why: in words where the reason is known, with a log id otherwise, never with the error's own text. */
export function createFailure({ app, dialog, log, folder, words, beforeExit }: Deps): (error: unknown) => void {
  let hasFailed = false
  return (error) => {
    // One failure often brings others with it, while the box of the first is still open.
    if (hasFailed) return
    hasFailed = true
    beforeExit()
    const t = words()
    if (isDomainError(error, 'FOLDER_IN_USE')) {
      dialog.showErrorBox(t('desktop.cannotStart'), t('desktop.folderInUse', { folder, holder: error.data.holder }))
      app.exit(folderInUseStatus)
      return
    }
    const known = knownReason(error)
    const text = known
      ? t(known, { folder })
      : t('desktop.somethingWrong', { folder, logId: log.bug('desktop', error) })
    dialog.showErrorBox(t('desktop.hasToClose'), text)
    app.exit(1)
  }
}

/** Leads what nobody caught to `fail`, instead of Electron's box with the stack in it or a process that goes on half broken. */
export function failOnBugs(fail: (error: unknown) => void): void {
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
}

function knownReason(error: unknown) {
  const systemCode = (error as { readonly code?: unknown } | null)?.code
  if (systemCode === 'EACCES' || systemCode === 'EPERM' || systemCode === 'EROFS' || systemCode === 'ENOSPC') {
    return 'desktop.cannotWriteFolder'
  }
  if (isDomainError(error, 'STORE_READ_ONLY') || isDomainError(error, 'DISK_FULL')) return 'desktop.cannotWriteFolder'
  if (isDomainError(error, 'STORE_DAMAGED') || isDomainError(error, 'STORE_MISSING')) return 'desktop.storeDamaged'
  if (isDomainError(error, 'STORE_NEWER')) return 'desktop.storeNewer'
  return null
}
