import { basename, extname, join } from 'node:path'
import type { Session } from 'electron'
import { appOrigin, isOwnContent } from './scheme.ts'

type Options = { readonly folder: string; readonly title: () => string }

/** Asks where to save an export, with its name suggested in the Downloads folder; a download that the screens did not make is refused. */
export function offerDownloads(session: Pick<Session, 'on'>, { folder, title }: Options): void {
  session.on('will-download', (event, item) => {
    if (item.getInitiatorOrigin() !== appOrigin || !isOwnContent(item.getURL())) {
      event.preventDefault()
      return
    }
    const name = basename(item.getFilename())
    const extension = extname(name).slice(1)
    item.setSaveDialogOptions({
      title: title(),
      defaultPath: join(folder, name),
      filters: extension ? [{ name: extension.toUpperCase(), extensions: [extension] }] : [],
      // An export can hold temporary passwords: it has no place in the system's list of recent files.
      properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    })
  })
}
