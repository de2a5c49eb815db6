import type { BrowserWindow, Dialog } from 'electron'
import { type FolderFacts, folderWarnings } from '../folder-warnings.ts'

type Deps = FolderFacts & { readonly dialog: Pick<Dialog, 'showMessageBox'>; readonly window: BrowserWindow }

/** Says in a box over the window what is wrong with the place of the data folder; nothing where it is right. */
export function warnOfFolder({ dialog, window, folder, isFolderOpen, words }: Deps): void {
  const warnings = folderWarnings({ folder, isFolderOpen, words })
  if (warnings.length === 0) return
  // The box goes with its window, so that a person who closes that first has not read it: it comes again at the next start.
  dialog
    .showMessageBox(window, { type: 'warning', title: words.t('app.name'), message: warnings.join('\n\n') })
    .catch(() => {})
}
