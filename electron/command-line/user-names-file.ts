import { parse } from 'csv-parse/sync'
import { mapHeadings, userFileHeadings } from '../../shared/rules/user-file-headings.ts'
import { usageError } from './complaint.ts'
import { readAll } from './files.ts'
import { words } from './words.ts'

/** The user names of a file: one a line, or the user name column of a users file as Keydesk and Microsoft 365 write it. */
export function readUserNames(path: string): readonly string[] {
  const rows = records(path, decode(readAll(path)))
  const [headings = []] = rows
  if (headings.length <= 1) return plainNames(rows.map(([name = '']) => name))
  const columns = mapHeadings(headings)
  if (columns === 'columns') throw usageError(words().t('commandLine.noHeadings', { path }))
  const at = columns.columns.findIndex(({ field }) => field === 'username')
  return plainNames(rows.slice(1).map((row) => row[at] ?? ''))
}

function plainNames(names: readonly string[]): readonly string[] {
  const headings = new Set(Object.values(userFileHeadings).map(({ username }) => username.toLowerCase()))
  const isHeading = (name: string, at: number) => at === 0 && headings.has(name.toLowerCase())
  const userNames = names.map((name) => name.trim()).filter((name, at) => name !== '' && !isHeading(name, at))
  return [...new Set(userNames)]
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}

function records(path: string, text: string): readonly (readonly string[])[] {
  const [first = ''] = text.split(/\r\n?|\n/, 1)
  const delimiter = [';', '\t', ','].find((sign) => first.includes(sign)) ?? ','
  try {
    return parse(text, { delimiter, relaxColumnCount: true, skipEmptyLines: true }) as string[][]
  } catch {
    throw usageError(words().t('commandLine.noNames', { path }))
  }
}
