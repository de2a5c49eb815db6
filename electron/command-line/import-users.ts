import { basename } from 'node:path'
import type { ImportId } from '../../shared/ids.ts'
import { type ImportPreview, maximumImportBytes } from '../../shared/imports.ts'
import type { Caller } from '../rpc/caller.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { readWhole } from './files.ts'
import { table } from './table.ts'
import { localNumber, words } from './words.ts'

/**
 * `users import`: checks a file and adds its good rows; rows with problems are named, and make the exit status 1. The columns that are not read are named
 * before anybody is added.
 */
export async function importUsers(options: Options, file: string, isDryRun: boolean): Promise<ExitStatus> {
  const bytes = await readWhole(file, maximumImportBytes)
  return withDesk(options, async ({ caller, output }) => {
    const { importId, chunkBytes } = await caller.imports.startUsers({ fileName: basename(file), size: bytes.length })
    await upload(caller, importId, bytes, chunkBytes)
    const preview = await caller.imports.previewUsers({ importId })
    const ignored = preview.columns.filter(({ field }) => field === null).map(({ heading }) => heading)
    if (ignored.length > 0) output.say(words().t('commandLine.columnsIgnored', { columns: ignored.join(', ') }))
    const mustImport = !isDryRun && preview.good > 0
    const imported = mustImport ? (await caller.imports.importUsers({ importId })).imported : 0
    if (!mustImport) await caller.imports.cancelUsers({ importId })
    const { rows, good, blocked, problems, problemCount } = preview
    const document = { imported, rows, good, blocked, ignored, problems: problems.map(asDocument), problemCount }
    output.answer(document, () => problemTable(preview))
    output.say(summary(preview, isDryRun ? null : imported))
    return problemCount > 0 ? exitStatus.someFailed : exitStatus.done
  })
}

/** What was done, or with null what could be. */
function summary({ good, blocked, problemCount }: ImportPreview, imported: number | null): string {
  const { t } = words()
  const added =
    imported === null ? t('commandLine.couldImport', { count: good }) : t('commandLine.imported', { count: imported })
  return [
    added,
    ...(blocked > 0 ? [t('commandLine.ofThemBlocked', { count: blocked })] : []),
    t('imports.problems', { count: problemCount, number: localNumber(problemCount) }),
  ].join(', ')
}

async function upload(caller: Caller, importId: ImportId, bytes: Buffer, chunkBytes: number): Promise<void> {
  for (let index = 0; index * chunkBytes < bytes.length; index += 1) {
    const chunk = bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes)
    await caller.imports.uploadUsers({ importId, index, bytes: chunk.toString('base64') })
  }
}

type Problem = ImportPreview['problems'][number]

function asDocument({ line, column, person, value, reason, detail }: Problem) {
  return { line, column, person, value, reason, ...(detail === null ? {} : { detail }) }
}

function problemTable({ problems }: ImportPreview): string {
  if (problems.length === 0) return ''
  const { t } = words()
  const rows = problems.map(({ line, column, person, value, reason, detail }) => [
    ...[String(line), person, column, value, t(`imports.reasons.${reason}`, { number: detail ?? 0 })],
  ])
  const headings = (['line', 'person', 'column', 'value', 'reason'] as const).map((name) => t(`imports.${name}`))
  return table(headings, rows)
}
