import { createFileReader, namesFormat } from '../imports/import-file.ts'
import { readPieces } from './files.ts'

/** The user names of a file, each once: one a line, or the column of user names among any others. Throws FILE_UNREADABLE. */
export async function readUserNames(path: string): Promise<readonly string[]> {
  const names = new Set<string>()
  const reader = createFileReader(namesFormat, {
    onRow: ({ username }) => void (username !== '' && names.add(username)),
    onProblem: () => {},
  })
  for await (const piece of readPieces(path)) reader.push(piece)
  reader.end()
  return [...names]
}
