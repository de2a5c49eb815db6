import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DirectoryId, DirectoryRow, DirectoryTrust } from '../../shared/directories.ts'
import { api, client, isWaiting } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { isSameTyped } from '../base/draft.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { stillTrue, useComplaints } from '../base/use-complaints.ts'
import { useWords } from '../base/words/words.ts'
import {
  connectionOf,
  isSameWay,
  noPeople,
  noServers,
  type PeopleDraft,
  type PeopleFaults,
  peopleFaults,
  peopleOf,
  type ServersDraft,
  type ServersFaults,
  serversFaults,
  serversOf,
} from './connect-draft.ts'

export type Answer = Awaited<ReturnType<typeof client.directories.probe>>
/** What the servers showed, and the way in which they were looked at. */
export type Seen = { readonly way: ServersDraft; readonly answers: readonly Answer[] }
export type Tested = Awaited<ReturnType<typeof client.directories.test>>
export type ServersForm = ReturnType<typeof useServers>
export type PeopleForm = ReturnType<typeof usePeople>

/** A draft without the rows into which nobody has typed a name. */
function namedOf({ servers, security, trust }: ServersDraft): ServersDraft {
  return { servers: servers.filter(({ host }) => host.trim() !== ''), security, trust }
}

/** The servers, whom to trust for them, and what a look at them shows. */
export function useServers(onSeen: (seen: Seen) => void, first = noServers) {
  const [draft, setDraft] = useState<ServersDraft>(first)
  const [seen, setSeen] = useState<Seen | null>(null)
  const [authorityFile, setAuthorityFile] = useState('')
  const typedIn = (field: string) => draft.servers[Number(field.slice(4))]?.[field.startsWith('host') ? 'host' : 'port']
  const [complaints, complain] = useComplaints<ServersFaults>((field) => typedIn(String(field)))
  const faults = serversFaults(draft)
  const { run, isBusy, error } = useAction(async (way: ServersDraft) => {
    const { security, trust } = way
    const answers = await Promise.all(
      serversOf(way).map((server) => client.directories.probe({ server, security, trust })),
    )
    setSeen({ way, answers })
    onSeen({ way, answers })
  })
  const isCurrent = seen !== null && isSameWay(seen.way, draft)
  const lookAt = (way: ServersDraft) => {
    complain(faults)
    if (Object.keys(faults).length === 0) void run(way)
  }
  return {
    draft,
    isTyped: !isSameTyped(namedOf(draft), namedOf(first)),
    change: setDraft,
    faults: stillTrue(complaints, faults),
    /** Null until somebody has looked, and again after a change. */
    seen: isCurrent ? seen : null,
    /** True if a server answers whom Keydesk trusts. */
    isReady: isCurrent && seen.answers.some(({ fault }) => fault === null),
    look: () => lookAt(draft),
    /** The name of the file with the authority's certificates. */
    authorityFile,
    /** Decides whom to trust, and looks again. */
    trust: (trust: DirectoryTrust, fileName = '') => {
      setAuthorityFile(fileName)
      setDraft({ ...draft, trust })
      lookAt({ ...draft, trust })
    },
    isBusy,
    error,
  }
}

type Connected = { readonly id: DirectoryId; readonly name: string }

/**
 * Who is read and as whom, the test of it, and connecting; of `directory`, if one is given, the connection is changed. `servers` must be ready
 * before anything is sent there.
 */
export function usePeople(
  servers: ServersForm,
  directory: DirectoryRow | null,
  onConnected: (connected: Connected) => void,
) {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const [draft, setDraft] = useState<PeopleDraft>(peopleOf(directory))
  const [tested, setTested] = useState<Tested | null>(null)
  const [isAsked, setIsAsked] = useState(false)
  const [hasToLook, setHasToLook] = useState(false)
  const [complaints, complain] = useComplaints<PeopleFaults>((field) => draft[field])
  const { data } = useQuery(api.directories.list.queryOptions({ input: {} }))
  const others = (data?.directories ?? []).filter(({ id }) => id !== directory?.id)
  const faults = peopleFaults(
    draft,
    others.map(({ connection }) => connection.name),
  )

  async function test(): Promise<boolean> {
    setTested(null)
    const connection = connectionOf(servers.draft, draft)
    const answer = await client.directories.test({ kind: 'typed', connection, password: draft.password })
    setTested(answer)
    return answer.fault === null
  }
  async function connect(): Promise<void> {
    if (!(await test())) return
    const connection = connectionOf(servers.draft, draft)
    const input = { connection, password: draft.password }
    const { id } = await withConfirmation(() => write(input))
    void queries.invalidateQueries({ queryKey: api.directories.key() })
    const said = directory === null ? 'directories.connected' : 'directories.connectionChanged'
    notify(t(said, { name: connection.name }))
    onConnected({ id, name: connection.name })
  }
  async function write(input: Parameters<typeof client.directories.add>[0]): Promise<{ readonly id: DirectoryId }> {
    if (directory === null) return client.directories.add(input)
    await client.directories.save({ id: directory.id, ...input })
    return directory
  }
  const { run, isBusy, error, clearError } = useAction(
    (work: () => Promise<unknown>) => work(),
    (failure) => {
      // The request holds what was typed, the password too, so that the form can drop it.
      if (!isWaiting(failure)) return
      setDraft(noPeople)
      setIsAsked(true)
    },
  )
  const begin = (work: () => Promise<unknown>) => {
    // A name is not needed for a test, but is asked for at once, so that nobody has to come back for it.
    complain(faults)
    setHasToLook(!servers.isReady)
    if (servers.isReady && Object.keys(faults).length === 0) void run(work)
  }
  return {
    draft,
    isTyped: !isSameTyped(draft, peopleOf(directory)),
    change: (part: Partial<PeopleDraft>) => {
      setDraft((now) => ({ ...now, ...part }))
      setTested(null)
      clearError()
    },
    /** Fills in what the servers say, where nobody has typed anything else. */
    fillFrom: ({ answers }: Seen) => {
      const kind = answers.find((answer) => answer.kind !== null)?.kind ?? null
      const base = answers.flatMap(({ bases }) => bases)[0] ?? ''
      setDraft((now) => ({ ...now, kind: kind ?? now.kind, base: now.base.trim() === '' ? base : now.base }))
    },
    faults: stillTrue(complaints, faults),
    tested,
    hasToLook: hasToLook && !servers.isReady,
    /** True once connecting waits for a second admin. */
    isAsked,
    isBusy,
    error,
    test: () => begin(test),
    connect: () => begin(connect),
  }
}
