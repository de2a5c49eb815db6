import { DomainError } from '../../shared/errors.ts'
import { maximumImportBytes, maximumImportRows } from '../../shared/imports.ts'
import { createFileReader, namesFormat } from '../imports/import-file.ts'
import { usageError } from './complaint.ts'
import { readPieces } from './files.ts'
import { mayHaveLostLetters } from './lost-letters.ts'
import { words } from './words.ts'

/** The user names of a file, each once, and what those rows say that name nobody. */
export type UserNames = { readonly names: readonly string[]; readonly nameless: readonly string[] }

/** The people of a file: one user name a line, or the column of user names among any others. Throws FILE_UNREADABLE. */
export async function readUserNames(path: string): Promise<UserNames> {
  const names = new Set<string>()
  const nameless: string[] = []
  const reader = createFileReader(namesFormat, {
    onRow: ({ usernames, text }) => {
      for (const username of usernames) names.add(username)
      if (usernames.length === 0) nameless.push(text)
    },
    onProblem: () => {},
  })
  for await (const piece of readPieces(path, maximumImportBytes)) {
    reader.push(piece)
    if (reader.facts().rows > maximumImportRows) throw new DomainError('FILE_UNREADABLE', { fault: 'tooLarge' })
  }
  reader.end()
  // No user name has a question mark, and somebody else's could be meant by the rest of it.
  if ([...names].some((name) => mayHaveLostLetters(name))) throw usageError(words().t('commandLine.questionMark'))
  return { names: [...names], nameless }
}
