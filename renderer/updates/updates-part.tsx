import { Body1, Button, MessageBar, MessageBarBody, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UpdateCheck, UpdateFile, UpdateSource } from '../../shared/updates.ts'
import { api, client } from '../base/api.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { useArrival } from '../ui/arriving.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Titled } from '../ui/titled.tsx'
import { SourcePanel } from './source-panel.tsx'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  place: { overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  answer: { width: '100%' },
  digest: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
})

/** Where Keydesk looks for a newer version, and what it finds there when it is asked to look. */
export function UpdatesPart() {
  const { t } = useWords()
  const styles = useStyles()
  const { data, error, isLoading } = useQuery(api.updates.get.queryOptions({ input: {} }))
  useArrival(isLoading)
  const [isChanging, setIsChanging] = useState(false)
  const [found, setFound] = useState<UpdateCheck | null>(null)
  const looking = useAction(async () => {
    setFound(null)
    setFound(await client.updates.check({}))
  })
  if (data === undefined) return <ErrorBar error={error} />
  const isOff = data.source.kind === 'off'
  return (
    <Titled level={2} title={t('updates.title')}>
      <div className={styles.part}>
        <Body1 className={styles.place}>
          {isOff ? t('updates.off') : t('updates.place', { place: placeOf(data.source) })}
        </Body1>
        <Body1>{t('updates.never')}</Body1>
        <div className={styles.buttons}>
          {!isOff && (
            <Button disabledFocusable={looking.isBusy} onClick={() => void looking.run()}>
              {t('updates.check')}
            </Button>
          )}
          <Button onClick={() => setIsChanging(true)}>{t('updates.change')}</Button>
        </div>
        <ErrorBar error={looking.error} />
        <div role="status" className={styles.answer}>
          {looking.isBusy && <Spinner size="tiny" labelPosition="after" label={t('updates.checking')} />}
          {found !== null && <Answer found={found} />}
        </div>
        {found?.state === 'newer' && (
          <>
            <Body1>{t('updates.compare')}</Body1>
            <Files files={found.files} />
          </>
        )}
      </div>
      {isChanging && (
        <SourcePanel
          stored={data.source}
          onClose={() => setIsChanging(false)}
          onSaved={() => {
            setFound(null)
            setIsChanging(false)
          }}
        />
      )}
    </Titled>
  )
}

function placeOf(source: UpdateSource): string {
  if (source.kind === 'off') return ''
  return source.kind === 'folder' ? source.path : source.url
}

function Answer({ found }: { readonly found: UpdateCheck }) {
  const { t } = useWords()
  const styles = useStyles()
  const text = () => {
    switch (found.state) {
      case 'newer':
        return t('updates.newer', { version: found.version, where: found.where })
      case 'failed':
        return t(`updates.faults.${found.fault}`)
      case 'newest':
        return t('updates.newest')
      case 'off':
        return t('updates.off')
    }
  }
  const intent = found.state === 'failed' ? 'error' : found.state === 'newest' ? 'success' : 'info'
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody className={styles.place}>{text()}</MessageBarBody>
    </MessageBar>
  )
}

function Files({ files }: { readonly files: readonly UpdateFile[] }) {
  const { t } = useWords()
  const styles = useStyles()
  const columns: readonly Column<UpdateFile>[] = [
    { key: 'name', title: t('updates.file'), cell: ({ name }) => name },
    {
      key: 'size',
      title: t('updates.size'),
      cell: ({ size }) => t('updates.megabytes', { size: Math.ceil(size / 1_000_000) }),
    },
    {
      key: 'sha256',
      title: 'SHA-256',
      cell: ({ sha256 }) => (
        <code className={styles.digest} translate="no">
          {sha256}
        </code>
      ),
    },
  ]
  return (
    <DataTable
      label={t('updates.files')}
      columns={columns}
      rows={files}
      isLoading={false}
      keyOf={({ name }) => name}
      size="small"
      widths="even"
      scroller="none"
    />
  )
}
