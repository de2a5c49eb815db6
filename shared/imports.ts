import { z } from 'zod'
import { importId } from './ids.ts'

/** One complaint about an import file: where it stands and why, so that the admin can mend it in Excel. Lines count from 1, headings included. */
export const importProblem = z.strictObject({
  line: z.number().int().min(1),
  /** The heading's name in the file, empty when the whole row is meant. */
  column: z.string(),
  reason: z.enum([
    'missing',
    'tooLong',
    'usernameInvalid',
    'usernameNoAt',
    'usernameDotBeforeAt',
    'usernameTooLong',
    'emailInvalid',
    'controlCharacter',
    'duplicateInFile',
    'existsAlready',
    'tooFewColumns',
    'tooManyColumns',
  ]),
  /** For tooLong the limit in characters, for duplicateInFile the line of the first one. */
  detail: z.number().int().nullable(),
})
export type ImportProblem = z.infer<typeof importProblem>

export const importPreview = z.strictObject({
  importId,
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum(['comma', 'semicolon', 'tab']),
  /** How each column was understood; `isByPosition` when the headings were unknown and the known order was used. */
  columns: z.array(z.strictObject({ heading: z.string(), field: z.string().nullable() })).readonly(),
  isByPosition: z.boolean(),
  rows: z.number().int(),
  good: z.number().int(),
  problems: z.array(importProblem).readonly(),
  problemCount: z.number().int(),
  sample: z.array(z.strictObject({ username: z.string(), displayName: z.string(), department: z.string() })).readonly(),
})
export type ImportPreview = z.infer<typeof importPreview>

export const maximumImportBytes = 256 * 1024 * 1024
export const importChunkBytes = 512 * 1024
