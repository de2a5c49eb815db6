import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { PlugConnectedRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { DirectoryRow } from '../../shared/directories.ts'
import type { JobId } from '../../shared/ids.ts'
import { api } from '../base/api.ts'
import { useMay } from '../base/session.ts'
import { useReadOnlyText } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { ReadOnlyBar } from '../ui/read-only-bar.tsx'
import { ConnectPanel } from './connect-panel.tsx'
import { DirectoriesTable } from './directories-table.tsx'
import { DisconnectPanel } from './disconnect-panel.tsx'
import { FaultBar } from './fault-bar.tsx'
import { HideMissingPanel } from './hide-missing-panel.tsx'
import { MatchPanel } from './match-panel.tsx'
import { MissingBar } from './missing-bar.tsx'
import { TestPanel } from './test-panel.tsx'
import { useMatchNotice } from './use-match-notice.ts'
import { useReading } from './use-reading.ts'

/** How often the directories are read anew, in milliseconds: usually, and while one is being read. */
const refresh = { usual: 10_000, reading: 1000 } as const

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
})

type Open =
  | { readonly kind: 'connect' }
  | { readonly kind: 'change' | 'test' | 'disconnect' | 'match' | 'hideMissing'; readonly directory: DirectoryRow }
  | null

export type DirectoriesSectionProps = {
  /** Shows a running job; passed in, because jobs are another slice. */
  readonly jobView: (jobId: JobId) => ReactNode
}

/** The settings of directories: those that are connected, how they are, and connecting another one. */
export function DirectoriesSection({ jobView }: DirectoriesSectionProps) {
  const { t } = useWords()
  const styles = useStyles()
  const mayChange = useMay('vault.manage')
  const readOnly = useReadOnlyText('vault.manage')
  const { reading, read, error } = useReading()
  const [open, setOpen] = useState<Open>(null)
  const matching = useMatchNotice(() => setOpen((now) => (now?.kind === 'match' ? null : now)))
  const options = api.directories.list.queryOptions({ input: {} })
  const found = useQuery({
    ...options,
    refetchInterval: ({ state }) =>
      reading.size > 0 || state.data?.directories.some(({ leaving }) => leaving !== null)
        ? refresh.reading
        : refresh.usual,
  })
  const rows = found.data?.directories
  const connect = (
    <Button
      appearance="primary"
      icon={<PlugConnectedRegular />}
      disabled={!mayChange}
      onClick={() => setOpen({ kind: 'connect' })}
    >
      {t('directories.connect')}
    </Button>
  )
  const empty = <EmptyState title={t('directories.emptyTitle')} text={t('directories.emptyText')} action={connect} />
  return (
    <div className={styles.root}>
      {!mayChange && <ReadOnlyBar why={readOnly} />}
      <ErrorBar error={error ?? found.error} />
      {rows?.map(
        ({ id, connection: { name }, fault }) =>
          fault !== null &&
          !reading.has(id) && (
            <FaultBar key={id} intent="warning" title={t('directories.faultTitle', { name })} fault={fault} />
          ),
      )}
      {rows?.map(
        (directory) =>
          directory.missing > 0 &&
          !reading.has(directory.id) && (
            <MissingBar
              key={directory.id}
              directory={directory}
              onHide={() => setOpen({ kind: 'hideMissing', directory })}
            />
          ),
      )}
      {rows !== undefined && rows.length > 0 && <div>{connect}</div>}
      <DirectoriesTable
        rows={rows}
        isLoading={found.error === null}
        empty={empty}
        reading={reading}
        onRead={({ id, connection }) => void read({ id, name: connection.name })}
        onChange={(directory) => setOpen({ kind: 'change', directory })}
        onTest={(directory) => setOpen({ kind: 'test', directory })}
        onMatch={(directory) => setOpen({ kind: 'match', directory })}
        onDisconnect={(directory) => setOpen({ kind: 'disconnect', directory })}
      />
      {open?.kind === 'connect' && (
        <ConnectPanel
          directory={null}
          onConnected={(connected) => void read(connected)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'change' && (
        <ConnectPanel
          directory={open.directory}
          onConnected={(connected) => void read(connected)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'test' && <TestPanel directory={open.directory} onClose={() => setOpen(null)} />}
      {open?.kind === 'hideMissing' && <HideMissingPanel directory={open.directory} onClose={() => setOpen(null)} />}
      {open?.kind === 'match' && (
        <MatchPanel
          directory={open.directory}
          jobView={jobView}
          onStarted={matching.started}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'disconnect' && <DisconnectPanel directory={open.directory} onClose={() => setOpen(null)} />}
    </div>
  )
}
