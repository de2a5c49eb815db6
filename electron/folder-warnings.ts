import type { createWords } from '../shared/i18n/i18n.ts'

/** Folders of programs that copy what is in them to other machines, by their names. */
const synced =
  /^(?:OneDrive(?: - .+)?|Dropbox|Google Drive|GoogleDrive|My Drive|iCloudDrive|iCloud Drive|Nextcloud|Mobile Documents|CloudStorage)$/i

/** The program that copies a folder to other machines, as the folder's path or the system tells; null for none that is known. */
export function syncedBy(folder: string, environment = process.env): string | null {
  const isWithin = (place: string | undefined) =>
    place !== undefined && place !== '' && `${folder.toLowerCase()}\\`.startsWith(`${place.toLowerCase()}\\`)
  const { OneDrive, OneDriveCommercial, OneDriveConsumer } = environment
  if ([OneDrive, OneDriveCommercial, OneDriveConsumer].some(isWithin)) return 'OneDrive'
  return folder.split(/[\\/]/).find((part) => synced.test(part)) ?? null
}

export type FolderFacts = {
  readonly folder: string
  readonly isFolderOpen: boolean
  readonly words: ReturnType<typeof createWords>
}

/** What is said at the start about a data folder in which Keydesk works, but had better not. */
export function folderWarnings({ folder, isFolderOpen, words }: FolderFacts): readonly string[] {
  const by = syncedBy(folder)
  return [
    ...(isFolderOpen ? [words.t('errors.folderOpen', { folder })] : []),
    ...(by === null ? [] : [words.t('errors.folderSynced', { folder, by })]),
  ]
}
