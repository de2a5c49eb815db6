import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type UserId, userId } from '../../shared/ids.ts'
import type { ImportPreview } from '../../shared/imports.ts'
import { csvLine, csvMark } from '../../shared/rules/files/csv-line.ts'
import { userFileFields, userFileHeadings } from '../../shared/rules/files/user-file-headings.ts'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { saveFile } from '../base/save-file.ts'
import type { Action } from '../base/use-action.ts'
import { fileWordsIn } from '../base/words/file-words.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { FileImportPanel } from './file-import-panel.tsx'
import { ImportPreviewView } from './import-preview.tsx'
import type { Imported, ImportPort } from './use-import.ts'

/** Gives people temporary passwords; handed in, because passwords are another slice. */
export type GivePasswords = Pick<Action<[ids: readonly UserId[]], unknown>, 'run' | 'isBusy' | 'error'>

export type ImportPanelProps = {
  /** Null for admins who may not reset passwords. */
  readonly givePasswords: GivePasswords | null
  /** Shows the imported people, who have no password yet. */
  readonly onShowWithoutPassword: () => void
  readonly onClose: () => void
}

/** The most people who are named one by one in a call. */
const mostIds = 100_000

/** The ids of exactly the imported people, which follow each other; none where they are too many for one call. */
function importedIds({ count, first }: Imported): readonly UserId[] {
  if (first === null || count > mostIds) return []
  return Array.from({ length: count }, (_, place) => userId.parse(first + place))
}

type DoneProps = { readonly imported: number; readonly preview: ImportPreview; readonly error: unknown }

function Done({ imported, preview, error }: DoneProps) {
  const { t, formatNumber } = useWords()
  const leftOut = preview.rows - preview.good
  return (
    <>
      <MessageBar intent="success" role="status" layout="multiline">
        <MessageBarBody>{t('imports.imported', { count: imported, number: formatNumber(imported) })}</MessageBarBody>
      </MessageBar>
      {leftOut > 0 && <Text>{t('imports.leftOut', { count: leftOut, number: formatNumber(leftOut) })}</Text>}
      <Text>{t('imports.next')}</Text>
      <ErrorBar error={error} />
    </>
  )
}

function useUsersPort(): ImportPort<ImportPreview> {
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  return useMemo(
    () => ({
      start: (file, signal) => client.imports.startUsers(file, { signal }),
      upload: (chunk, signal) => client.imports.uploadUsers(chunk, { signal }),
      preview: (importId, signal) => client.imports.previewUsers({ importId }, { signal }),
      confirm: async (importId) => {
        const { imported, first } = await withConfirmation(() => client.imports.importUsers({ importId }))
        return { count: imported, first }
      },
      cancel: (importId) => client.imports.cancelUsers({ importId }),
      onDone: () => queries.invalidateQueries({ queryKey: api.users.key() }),
    }),
    [queries, withConfirmation],
  )
}

/** A file of the kind that is read, with two people to write over. */
function Sample() {
  const { t, language } = useWords()
  const { separator } = fileWordsIn(language)
  const people: readonly Partial<Record<(typeof userFileFields)[number], string>>[] = [
    { username: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', displayName: 'Anna Berg' },
    { username: 'bo@example.com', firstName: 'Bo', lastName: 'Holm', displayName: 'Bo Holm' },
  ]
  const rows = [userFileHeadings[language], ...people].map((row) => userFileFields.map((field) => row[field] ?? ''))
  const text = csvMark + rows.map((row) => csvLine(row, separator)).join('')
  return (
    <Button icon={<ArrowDownloadRegular />} onClick={() => saveFile(`${t('imports.sampleName')}.csv`, text)}>
      {t('imports.saveSample')}
    </Button>
  )
}

/** The one click after an import: a temporary password for exactly the imported people. */
function GiveEverybody({ ids, give }: { readonly ids: readonly UserId[]; readonly give: GivePasswords }) {
  const { t } = useWords()
  if (ids.length === 0) return null
  return (
    <Button appearance="primary" disabledFocusable={give.isBusy} onClick={() => void give.run(ids)}>
      {t('imports.giveEverybody')}
    </Button>
  )
}

/** Imports people from a file. */
export function ImportPanel({ givePasswords, onShowWithoutPassword, onClose }: ImportPanelProps) {
  const { t, formatNumber } = useWords()
  const port = useUsersPort()
  return (
    <FileImportPanel
      onClose={onClose}
      kind={{
        title: t('users.importUsers'),
        port,
        hints: <Text>{t('imports.hintColumns')}</Text>,
        template: <Sample />,
        preview: (fileName, preview, isFailed) => <ImportPreviewView {...{ fileName, preview, isFailed }} />,
        confirmLabel: ({ good }) =>
          good === 0 ? null : t('imports.import', { count: good, number: formatNumber(good) }),
        done: ({ count }, preview) => <Done imported={count} preview={preview} error={givePasswords?.error ?? null} />,
        next: (imported) => (
          <>
            {givePasswords !== null && <GiveEverybody ids={importedIds(imported)} give={givePasswords} />}
            <Button onClick={onShowWithoutPassword}>{t('imports.showWithoutPassword')}</Button>
          </>
        ),
      }}
    />
  )
}
