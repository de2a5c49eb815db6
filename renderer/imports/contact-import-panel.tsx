import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ContactPreview } from '../../shared/imports.ts'
import { contactFileFields, userFileHeadings } from '../../shared/rules/files/user-file-headings.ts'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { saveFile } from '../base/save-file.ts'
import { fileWordsIn } from '../base/words/file-words.ts'
import { useWords } from '../base/words/words.ts'
import { ContactImportPreview } from './contact-import-preview.tsx'
import { FileImportPanel } from './file-import-panel.tsx'
import type { ImportPort } from './use-import.ts'

function useContactsPort(): ImportPort<ContactPreview> {
  const queries = useQueryClient()
  const withConfirmation = useConfirmation()
  return useMemo(
    () => ({
      start: (file, signal) => client.imports.startContacts(file, { signal }),
      upload: (chunk, signal) => client.imports.uploadContacts(chunk, { signal }),
      preview: (importId, signal) => client.imports.previewContacts({ importId }, { signal }),
      confirm: async (importId) => {
        const { changed } = await withConfirmation(() => client.imports.importContacts({ importId }))
        return { count: changed, first: null }
      },
      cancel: (importId) => client.imports.cancelContacts({ importId }),
      onDone: () =>
        Promise.all(
          [api.users.key(), api.registration.key()].map((queryKey) => queries.invalidateQueries({ queryKey })),
        ),
    }),
    [queries, withConfirmation],
  )
}

/** Offers a file with the headings in the reader's language and without people. */
function Template() {
  const { t, language } = useWords()
  const { separator } = fileWordsIn(language)
  const headings = contactFileFields.map((field) => userFileHeadings[language][field])
  const save = () => saveFile(`${t('users.contactFile.templateName')}.csv`, `\ufeff${headings.join(separator)}\r\n`)
  return (
    <Button icon={<ArrowDownloadRegular />} onClick={save}>
      {t('users.contactFile.template')}
    </Button>
  )
}

function Hints() {
  const { t } = useWords()
  return (
    <>
      <Text>{t('users.contactFile.hintColumns')}</Text>
      <Text>{t('users.contactFile.hintCells')}</Text>
    </>
  )
}

function Done({ changed, preview }: { readonly changed: number; readonly preview: ContactPreview }) {
  const { t, formatNumber } = useWords()
  const leftOut = preview.rows - preview.good
  return (
    <>
      <MessageBar intent="success" role="status" layout="multiline">
        <MessageBarBody>{t('users.contactFile.changed', { count: changed })}</MessageBarBody>
      </MessageBar>
      {leftOut > 0 && <Text>{t('imports.leftOut', { count: leftOut, number: formatNumber(leftOut) })}</Text>}
    </>
  )
}

/** Imports alternate addresses and numbers of existing people from a file. */
export function ContactImportPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const port = useContactsPort()
  return (
    <FileImportPanel
      onClose={onClose}
      kind={{
        title: t('users.contactFile.title'),
        port,
        hints: <Hints />,
        template: <Template />,
        preview: (fileName, preview, isFailed) => <ContactImportPreview {...{ fileName, preview, isFailed }} />,
        confirmLabel: ({ changing }) => (changing === 0 ? null : t('users.contactFile.import', { count: changing })),
        done: ({ count }, preview) => <Done changed={count} preview={preview} />,
      }}
    />
  )
}
