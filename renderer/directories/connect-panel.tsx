import { Button } from '@fluentui/react-components'
import { useId, useState } from 'react'
import type { DirectoryId } from '../../shared/directories.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { PeoplePart } from './people-part.tsx'
import { ServersPart } from './servers-part.tsx'
import { usePeople, useServers } from './use-connect.ts'

type ConnectPanelProps = {
  readonly onConnected: (connected: { readonly id: DirectoryId; readonly name: string }) => void
  readonly onClose: () => void
}

/** Connects a directory: first its servers and whom to trust for them, then who is read and as whom. */
export function ConnectPanel({ onConnected, onClose }: ConnectPanelProps) {
  const { t } = useWords()
  const formId = useId()
  // Once open, the second part stays, so that nothing typed in it is lost when a server is changed.
  const [isOpen, setIsOpen] = useState(false)
  const servers = useServers((seen) => {
    if (seen.answers.every(({ fault }) => fault !== null)) return
    people.fillFrom(seen)
    setIsOpen(true)
  })
  const people = usePeople(servers, (connected) => {
    onClose()
    onConnected(connected)
  })
  if (people.isAsked) {
    return (
      <Panel
        isOpen
        title={t('directories.connect')}
        onClose={onClose}
        footer={<Button onClick={onClose}>{t('common.close')}</Button>}
      >
        <ErrorBar error={people.error} />
      </Panel>
    )
  }
  const footer = (
    <>
      {isOpen && (
        <Button type="submit" form={formId} appearance="primary" disabledFocusable={people.isBusy}>
          {t('directories.connectNow')}
        </Button>
      )}
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('directories.connect')} onClose={onClose} footer={footer}>
      <ServersPart form={servers} isFirst={!isOpen} />
      {isOpen && (
        <PeoplePart id={formId} form={people} bases={servers.seen?.answers.flatMap(({ bases }) => bases) ?? []} />
      )}
    </Panel>
  )
}
