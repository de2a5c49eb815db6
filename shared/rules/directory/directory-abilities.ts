import type { DirectoryAbilities } from '../../directories.ts'

/** What has to be said of a server before anybody tries it. */
export type AbilityNote = 'noRequireChange' | 'noLock' | 'noHistory' | 'unknownHistory'

/** What a server can't do, or may not do, in the order in which it is shown; empty for one that can do everything. */
export function abilityNotes({ requireChange, lock, keepsHistory }: DirectoryAbilities): readonly AbilityNote[] {
  const notes: AbilityNote[] = []
  if (requireChange === false) notes.push('noRequireChange')
  if (keepsHistory === false) notes.push('noHistory')
  if (keepsHistory === null) notes.push('unknownHistory')
  if (lock === false) notes.push('noLock')
  return notes
}
