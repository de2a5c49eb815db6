import { Button } from '@fluentui/react-components'
import { useId, useState } from 'react'
import type { DirectoryId, DirectoryRow } from '../../shared/directories.ts'
import { useWords } from '../base/words/words.ts'
import { CancelButton } from '../ui/cancel-button.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { noServers, serversDraftOf } from './connect-draft.ts'
import { PeoplePart } from './people-part.tsx'
import { ServersPart } from './servers-part.tsx'
import { usePeople, useServers } from './use-connect.ts'

type ConnectPanelProps = {
  /** The directory whose connection is changed; null for a new one. */
  readonly directory: DirectoryRow | null
  readonly onConnected: (connected: { readonly id: DirectoryId; readonly name: string }) => void
  readonly onClose: () => void
}

/** Connects a directory, or changes how it is reached: first its servers and whom to trust for them, then who is read and as whom. */
export function ConnectPanel({ directory, onConnected, onClose }: ConnectPanelProps) {
  const { t } = useWords()
  const formId = useId()
  // Once open, the second part stays, so that nothing typed in it is lost when a server is changed.
  const [isOpen, setIsOpen] = useState(false)
  const servers = useServers(
    (seen) => {
      if (seen.answers.every(({ fault }) => fault !== null)) return
      people.fillFrom(seen)
      setIsOpen(true)
    },
    directory === null ? noServers : serversDraftOf(directory),
  )
  const people = usePeople(servers, directory, (connected) => {
    onClose()
    onConnected(connected)
  })
  const title =
    directory === null ? t('directories.connect') : t('directories.changeTitle', { name: directory.connection.name })
  if (people.isAsked) {
    return (
      <Panel isOpen title={title} onClose={onClose} footer={<Button onClick={onClose}>{t('common.close')}</Button>}>
        <ErrorBar error={people.error} />
      </Panel>
    )
  }
  const footer = (
    <>
      {isOpen && (
        <Button type="submit" form={formId} appearance="primary" disabledFocusable={people.isBusy}>
          {t(directory === null ? 'directories.connectNow' : 'common.save')}
        </Button>
      )}
      <CancelButton />
    </>
  )
  return (
    <Panel isOpen title={title} onClose={onClose} isUnsaved={servers.isTyped || people.isTyped} footer={footer}>
      <ServersPart form={servers} isFirst={!isOpen} />
      {isOpen && (
        <PeoplePart id={formId} form={people} bases={servers.seen?.answers.flatMap(({ bases }) => bases) ?? []} />
      )}
    </Panel>
  )
}
