import { closeSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import type { ImportId } from '../../shared/ids.ts'
import type { ImportPreview } from '../../shared/imports.ts'
import type { Caller } from '../rpc/caller.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { sizeOf, withReadErrors } from './files.ts'
import { table } from './output.ts'

/** `users import`: checks a file and adds its good rows; rows with problems are named, and make the exit status 1. */
export function importUsers(options: Options, file: string, isDryRun: boolean): Promise<ExitStatus> {
  const size = sizeOf(file)
  return withDesk(options, async ({ caller, output }) => {
    const { importId, chunkBytes } = await caller.imports.startUsers({ fileName: basename(file), size })
    await upload(caller, importId, file, chunkBytes)
    const preview = await caller.imports.previewUsers({ importId })
    const mustImport = !isDryRun && preview.good > 0
    const imported = mustImport ? (await caller.imports.importUsers({ importId })).imported : 0
    if (!mustImport) await caller.imports.cancelUsers({ importId })
    const { rows, good, problems, problemCount } = preview
    const document = { imported, rows, good, problems: problems.map(asDocument), problemCount }
    output.answer(document, () => problemTable(preview))
    output.say(
      `${isDryRun ? `${good} users could be imported` : `${imported} users imported`}, ${problemCount} problems`,
    )
    return problemCount > 0 ? exitStatus.someFailed : exitStatus.done
  })
}

async function upload(caller: Caller, importId: ImportId, file: string, chunkBytes: number): Promise<void> {
  const handle = withReadErrors(file, () => openSync(file, 'r'))
  try {
    const chunk = Buffer.alloc(chunkBytes)
    for (let index = 0; ; index += 1) {
      const length = withReadErrors(file, () => readSync(handle, chunk))
      if (length === 0) return
      await caller.imports.uploadUsers({ importId, index, bytes: chunk.toString('base64', 0, length) })
    }
  } finally {
    closeSync(handle)
  }
}

type Problem = ImportPreview['problems'][number]

function asDocument({ line, column, reason, detail }: Problem) {
  return { line, column, reason, ...(detail === null ? {} : { detail }) }
}

function problemTable({ problems }: ImportPreview): string {
  if (problems.length === 0) return ''
  const rows = problems.map(({ line, column, reason, detail }) => [String(line), column, `${reason} ${detail ?? ''}`])
  return table(['Line', 'Column', 'Problem'], rows)
}
