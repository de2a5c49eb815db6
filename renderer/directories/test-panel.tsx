import { Body1, Button, Spinner } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { DirectoryRow } from '../../shared/directories.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { FaultBar } from './fault-bar.tsx'
import { RightsList } from './rights-list.tsx'

type TestPanelProps = { readonly directory: DirectoryRow; readonly onClose: () => void }

/** Signs in to a connected directory, and shows what the account may do there. */
export function TestPanel({ directory: { id, connection }, onClose }: TestPanelProps) {
  const { t } = useWords()
  const options = api.directories.test.queryOptions({ input: { kind: 'stored', id }, gcTime: 0, staleTime: Infinity })
  const { data, error, isFetching, refetch } = useQuery({ ...options, retry: false })
  const footer = (
    <>
      <Button appearance="primary" disabledFocusable={isFetching} onClick={() => void refetch()}>
        {t('common.retry')}
      </Button>
      <Button onClick={onClose}>{t('common.close')}</Button>
    </>
  )
  return (
    <Panel isOpen title={`${t('directories.test')}: ${connection.name}`} onClose={onClose} footer={footer}>
      <Body1>{t('directories.testText')}</Body1>
      {isFetching && <Spinner label={t('directories.testing')} />}
      {!isFetching && <ErrorBar error={error} />}
      {!isFetching && data?.fault !== undefined && data.fault !== null && <FaultBar fault={data.fault} />}
      {!isFetching && data?.fault === null && (
        <RightsList rights={data.rights} people={data.people} abilities={data.abilities} account={connection.account} />
      )}
    </Panel>
  )
}
