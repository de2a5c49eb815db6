import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components'
import { fieldLabel } from '../../shared/i18n/field-name.ts'
import type { ContactPreview } from '../../shared/imports.ts'
import { contactFileFields } from '../../shared/rules/files/user-file-headings.ts'
import { useWords } from '../base/words/words.ts'
import { ImportProblems } from './import-problems.tsx'
import { ImportColumns, ImportTable, UnderstoodAs } from './import-table.tsx'

function Verdict({ preview }: { readonly preview: ContactPreview }) {
  const { t } = useWords()
  const { rows, good, changing } = preview
  const bad = rows - good
  const intent = changing > 0 ? (bad > 0 ? 'warning' : 'success') : good > 0 ? 'info' : 'error'
  const facts = [
    changing > 0 ? t('users.contactFile.changing', { count: changing }) : '',
    changing === 0 && good > 0 ? t('users.contactFile.nothingNew') : '',
    changing > 0 && good > changing ? t('users.contactFile.staying', { count: good - changing }) : '',
    rows === 0 ? t('imports.noRows') : '',
    rows > 0 && good === 0 ? t('imports.allBad') : '',
    bad > 0 && good > 0 ? t('users.contactFile.leavingOut', { count: bad }) : '',
  ]
  return (
    <MessageBar intent={intent} layout="multiline" role={intent === 'error' ? 'alert' : 'status'}>
      <MessageBarBody>{facts.filter((fact) => fact !== '').join(' ')}</MessageBarBody>
    </MessageBar>
  )
}

type ContactImportPreviewProps = {
  readonly fileName: string
  readonly preview: ContactPreview
  /** True when importing failed, so that the preview is no longer valid. */
  readonly isFailed: boolean
}

/** How the file was understood and whom it would change, before anything is changed. */
export function ContactImportPreview({ fileName, preview, isFailed }: ContactImportPreviewProps) {
  const words = useWords()
  const { t } = words
  const cell = (value: string | null) =>
    value === null ? t('users.contactFile.stays') : value === '' ? t('users.contactFile.isCleared') : value
  return (
    <>
      {!isFailed && <Verdict preview={preview} />}
      {preview.cleared > 0 && (
        <MessageBar intent="warning" layout="multiline" role="status">
          <MessageBarBody>{t('users.contactFile.clearing', { count: preview.cleared })}</MessageBarBody>
        </MessageBar>
      )}
      <UnderstoodAs fileName={fileName} preview={preview} />
      {preview.problemCount > 0 && <ImportProblems preview={preview} fileName={fileName} />}
      {preview.sample.length > 0 && (
        <>
          <ImportTable
            title={t('users.contactFile.sample')}
            headings={contactFileFields.map((field) => fieldLabel(field, words))}
            rows={preview.sample.map((row) => [
              row.username,
              ...[cell(row.alternateEmail), cell(row.mobilePhone), cell(row.officePhone)],
            ])}
          />
          <Text>{t('users.contactFile.counts')}</Text>
        </>
      )}
      <ImportColumns preview={preview} />
    </>
  )
}
