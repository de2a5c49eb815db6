import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components'
import { fieldLabel } from '../../shared/i18n/field-name.ts'
import type { ImportPreview } from '../../shared/imports.ts'
import { useWords } from '../base/words/words.ts'
import { ImportProblems } from './import-problems.tsx'
import { ImportColumns, ImportTable, UnderstoodAs } from './import-table.tsx'

function Verdict({ preview }: { readonly preview: ImportPreview }) {
  const { t, formatNumber } = useWords()
  const { good, rows } = preview
  const bad = rows - good
  const intent = good === 0 ? 'error' : bad > 0 ? 'warning' : 'success'
  const text =
    rows === 0
      ? t('imports.noRows')
      : good === 0
        ? t('imports.allBad')
        : bad > 0
          ? t('imports.someBad', {
              count: bad,
              number: formatNumber(bad),
              good: formatNumber(good),
              rows: formatNumber(rows),
            })
          : t('imports.allGood', { count: good, number: formatNumber(good) })
  return (
    <MessageBar intent={intent} layout="multiline" role={good === 0 ? 'alert' : 'status'}>
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  )
}

type ImportPreviewViewProps = {
  readonly fileName: string
  readonly preview: ImportPreview
  /** True when importing failed, so that the preview is no longer valid. */
  readonly isFailed: boolean
}

/** How the file was understood and what will happen, before anything does. */
export function ImportPreviewView({ fileName, preview, isFailed }: ImportPreviewViewProps) {
  const words = useWords()
  const { t, formatNumber } = words
  return (
    <>
      {!isFailed && <Verdict preview={preview} />}
      {preview.blocked > 0 && (
        <Text>{t('imports.blocked', { count: preview.blocked, number: formatNumber(preview.blocked) })}</Text>
      )}
      <UnderstoodAs fileName={fileName} preview={preview} />
      {preview.problemCount > 0 && <ImportProblems preview={preview} fileName={fileName} />}
      {preview.sample.length > 0 && (
        <ImportTable
          title={t('imports.sample')}
          headings={[fieldLabel('username', words), fieldLabel('displayName', words), fieldLabel('department', words)]}
          rows={preview.sample.map((row) => [row.username, row.displayName, row.department])}
        />
      )}
      <ImportColumns preview={preview} />
    </>
  )
}
