import { Button, MessageBar, MessageBarBody, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, EyeOffRegular, EyeRegular, PrintRegular } from '@fluentui/react-icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { JobId, SecretId } from '../../../shared/ids.ts'
import type { Job, JobItem } from '../../../shared/jobs.ts'
import { api, client } from '../../base/api.ts'
import { useConfirmation } from '../../base/confirmation.ts'
import { savedSlipLayout } from '../../base/preferences.ts'
import { saveFile } from '../../base/save-file.ts'
import { useSettings } from '../../base/session.ts'
import { useAction } from '../../base/use-action.ts'
import { fileWordsIn } from '../../base/words/file-words.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Pager } from '../../ui/pager.tsx'
import { LayoutChoice } from '../slips/layout-choice.tsx'
import { SlipWarning } from '../slips/slip-warning.tsx'
import { usePrintSlips } from '../slips/use-print-slips.tsx'
import { useCopying } from '../use-copying.ts'
import { showTime, useRevealed } from '../use-revealed.ts'
import { CopyError } from './copy-error.tsx'
import { ResultList } from './result-list.tsx'

/** How many results a page holds: as many as the service reveals in one call. */
export const resultPage = 500

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** The new passwords of a finished job, hidden at first; from here they are shown, copied, printed and exported. */
export function JobResults({ job }: { readonly job: Job }) {
  const { t } = useWords()
  const styles = useStyles()
  const { temporaryKeep } = useSettings()
  const [offset, setOffset] = useState(0)
  const revealed = useRevealed(showTime)
  const copying = useCopying()
  const [layout, setLayout] = useState(savedSlipLayout)
  const printing = usePrintSlips(layout)
  const exporting = useExportResults(job.id)
  const items = useResultItems(job, offset)
  const canRead = secretsOf(items.data?.items).length > 0
  // Read again, because a person may have changed the password since: one missing secret would make the service refuse them all.
  const secretsNow = async () => secretsOf((await items.refetch()).data?.items)
  const turn = (next: number) => {
    revealed.hideAll()
    setOffset(next)
  }
  return (
    <section className={styles.root} aria-label={t('passwords.results')}>
      <Subtitle2 as="h3" className={styles.heading}>
        {t('passwords.results')}
      </Subtitle2>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          {t('passwords.resultsHold')}
          {temporaryKeep === 'once' && ` ${t('passwords.shownOnce')}`}
        </MessageBarBody>
      </MessageBar>
      <ResultTools
        canRead={canRead}
        secretsNow={secretsNow}
        revealed={revealed}
        printing={printing}
        layout={<LayoutChoice layout={layout} onChange={setLayout} />}
        exporting={exporting}
      />
      <SlipWarning />
      <ErrorBar error={items.error ?? revealed.error ?? printing.error ?? exporting.error} />
      <CopyError error={copying.error} />
      <ResultList items={items.data?.items ?? []} revealed={revealed} copying={copying} />
      <Pager
        label={t('passwords.pages')}
        offset={offset}
        limit={resultPage}
        total={items.data?.total ?? 0}
        onTurn={turn}
      />
      {printing.slips}
    </section>
  )
}

type ResultToolsProps = {
  readonly canRead: boolean
  readonly secretsNow: () => Promise<readonly SecretId[]>
  readonly revealed: ReturnType<typeof useRevealed>
  readonly printing: ReturnType<typeof usePrintSlips>
  readonly layout: ReactNode
  readonly exporting: ReturnType<typeof useExportResults>
}

function ResultTools({ canRead, secretsNow, revealed, printing, layout, exporting }: ResultToolsProps) {
  const { t } = useWords()
  const styles = useStyles()
  const hasShown = revealed.readable.size > 0
  return (
    <div className={styles.tools}>
      <Button
        icon={hasShown ? <EyeOffRegular /> : <EyeRegular />}
        disabledFocusable={revealed.isBusy || !canRead}
        onClick={() => (hasShown ? revealed.hideAll() : void secretsNow().then(revealed.show))}
      >
        {hasShown ? t('passwords.hideAll') : t('passwords.showAll')}
      </Button>
      <Button
        icon={<PrintRegular />}
        disabledFocusable={printing.isBusy || !canRead}
        onClick={() => void secretsNow().then(printing.print)}
      >
        {t('common.print')}
      </Button>
      {layout}
      <Button icon={<ArrowDownloadRegular />} disabledFocusable={exporting.isBusy} onClick={() => void exporting.run()}>
        {t('passwords.exportResults')}
      </Button>
    </div>
  )
}

function secretsOf(items: readonly JobItem[] = []): readonly SecretId[] {
  return items.flatMap((item) => (item.secretId === null ? [] : [item.secretId]))
}

function useResultItems(job: Job, offset: number) {
  const input = { id: job.id, outcome: 'done', offset, limit: resultPage } as const
  const options = api.jobs.items.queryOptions({ input, placeholderData: keepPreviousData })
  // The counts are part of the key, so that the list is read again when Stop, Resume or Retry adds people to it.
  return useQuery({ ...options, queryKey: [...options.queryKey, job.done, job.readable] })
}

/** Exports a job's passwords as a CSV file, after the admin's own password; a cancelled confirmation is no error. */
function useExportResults(jobId: JobId) {
  const { language } = useWords()
  const confirmed = useConfirmation()
  return useAction(async () => {
    const file = await confirmed(() => client.passwords.exportResults({ jobId, ...fileWordsIn(language) }))
    saveFile(file.fileName, file.csv)
    return file.count
  })
}
