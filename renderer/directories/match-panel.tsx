import { Body1, Button, Field, makeStyles, SearchBox, Spinner, Tab, TabList, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type DirectoryRow, matchTab } from '../../shared/directories.ts'
import type { JobId } from '../../shared/ids.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { MatchTable } from './match-table.tsx'
import { MatchedPeople } from './matched-people.tsx'
import { useMatch } from './use-match.ts'
import type { StartedMatch } from './use-match-notice.ts'

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
})

type MatchPanelProps = {
  readonly directory: DirectoryRow
  readonly jobView: (jobId: JobId) => ReactNode
  readonly onStarted: (started: StartedMatch) => void
  readonly onClose: () => void
}

/** Shows who of Keydesk's own people is whom in a directory, before anything changes; then the match as it goes on, and who can still be undone. */
export function MatchPanel({ directory, jobView, onStarted, onClose }: MatchPanelProps) {
  const { t } = useWords()
  const { name } = directory.connection
  const [jobId, setJobId] = useState<JobId | null>(null)
  const title = t('directories.matchTitle', { name })
  const started = (isUndo: boolean) => (id: JobId) => {
    setJobId(id)
    onStarted({ jobId: id, directory, isUndo })
  }
  if (jobId !== null) {
    const footer = <Button onClick={onClose}>{t('common.close')}</Button>
    return (
      <Panel isOpen size="large" title={title} onClose={onClose} footer={footer}>
        {jobView(jobId)}
      </Panel>
    )
  }
  return <Choice directory={directory} title={title} onStarted={started} onClose={onClose} />
}

type ChoiceProps = Pick<MatchPanelProps, 'directory' | 'onClose'> & {
  readonly title: string
  readonly onStarted: (isUndo: boolean) => (jobId: JobId) => void
}

function Choice({ directory, title, onStarted, onClose }: ChoiceProps) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  const match = useMatch(directory.id)
  const [isMatched, setIsMatched] = useState(false)
  const options = api.directories.matched.queryOptions({
    input: { id: directory.id, offset: 0, limit: 1 },
    staleTime: 0,
  })
  const matched = useQuery(options)
  const { counts, adopting } = match
  const adopt = async () => {
    const answer = await adopting.run()
    if (answer !== null) onStarted(false)(answer.jobId)
  }
  const footer = isMatched ? (
    <Button onClick={onClose}>{t('common.close')}</Button>
  ) : (
    <>
      <Button
        appearance="primary"
        disabled={match.chosen === 0}
        disabledFocusable={adopting.isBusy}
        onClick={() => void adopt()}
      >
        {t('directories.matchChosen', { count: match.chosen })}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  const numbers = { ...counts, matched: matched.data?.total ?? 0 }
  const tab = isMatched ? 'matched' : match.tab
  const tabs = [...matchTab.options, 'matched'] as const
  return (
    <Panel isOpen size="large" title={title} onClose={onClose} footer={footer}>
      <Body1>{t('directories.matchText', { name: directory.connection.name })}</Body1>
      <ErrorBar error={adopting.error ?? match.error} />
      {adopting.error !== null && (
        <div>
          <Button onClick={match.again}>{t('directories.matchAgain')}</Button>
        </div>
      )}
      {counts === undefined ? (
        match.error === null && <Spinner label={t('directories.matchComparing')} />
      ) : (
        <>
          <TabList
            aria-label={title}
            className={styles.tabs}
            selectedValue={tab}
            onTabSelect={(_, { value }) => {
              setIsMatched(value === 'matched')
              const chosen = matchTab.safeParse(value)
              if (chosen.success) match.show(chosen.data)
            }}
          >
            {tabs.map((one) => (
              <Tab key={one} value={one}>
                {t(`directories.matchTabs.${one}`, { number: formatNumber(numbers[one] ?? 0) })}
              </Tab>
            ))}
          </TabList>
          <div
            role="tabpanel"
            aria-label={t(`directories.matchTabs.${tab}`, { number: formatNumber(numbers[tab] ?? 0) })}
            className={styles.part}
          >
            {isMatched ? (
              <MatchedPeople directory={directory} onUndone={onStarted(true)} />
            ) : (
              <>
                <Field label={t('directories.matchSearch')}>
                  <SearchBox value={match.search} onChange={(_, { value }) => match.find(value)} />
                </Field>
                <MatchTable match={match} />
              </>
            )}
          </div>
        </>
      )}
    </Panel>
  )
}
