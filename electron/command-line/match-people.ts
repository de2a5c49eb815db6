import type { DirectoryRow, MatchRow, MatchTab } from '../../shared/directories.ts'
import type { JobId } from '../../shared/ids.ts'
import type { Caller } from '../rpc/caller.ts'
import type { Desk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { followJob, itemsOf } from './follow-job.ts'
import { report, requestIfWaiting, resultsOf } from './results.ts'
import { table } from './table.ts'
import { localNumber, words } from './words.ts'

const pageSize = 500

/** Every row of one part of a match, which is worked out anew with the first page of the pairs. */
async function rowsOf(caller: Caller, id: DirectoryRow['id'], tab: MatchTab) {
  const rows: MatchRow[] = []
  for (;;) {
    const isFresh = tab === 'pairs' && rows.length === 0
    const page = await caller.directories.match({ id, isFresh, tab, search: '', offset: rows.length, limit: pageSize })
    rows.push(...page.rows)
    if (page.rows.length === 0 || rows.length >= page.total) return { ...page, rows }
  }
}

/** Shows who of Keydesk's own people may be whom in a directory, and matches those of whom there is no doubt where that is asked for. */
export async function matchPeople(
  desk: Desk,
  { id, connection }: DirectoryRow,
  isAdopting: boolean,
): Promise<ExitStatus> {
  const { caller, output } = desk
  const { rows: pairs, digest, counts } = await rowsOf(caller, id, 'pairs')
  const { rows: doubts } = await rowsOf(caller, id, 'doubts')
  const [{ rows: onlyHere }, { rows: onlyThere }] = [
    await rowsOf(caller, id, 'onlyHere'),
    await rowsOf(caller, id, 'onlyThere'),
  ]
  if (isAdopting && pairs.length > 0) {
    return requestIfWaiting(output, async () =>
      followed(desk, (await caller.directories.adopt({ id, pairs: { digest, except: [] }, also: [] })).jobId),
    )
  }
  const document = {
    ...{ id, name: connection.name, counts, pairs: pairs.map(asPair) },
    doubts: doubts.map((row) => ({ ...asPair(row), doubts: row.doubts })),
    onlyHere: onlyHere.map(({ person }) => person?.username),
    onlyThere: onlyThere.map(({ entry }) => entry?.username),
  }
  output.answer(document, () => matchTable([...pairs, ...doubts]))
  const { t } = words()
  for (const tab of ['pairs', 'doubts', 'onlyHere', 'onlyThere'] as const)
    output.say(t(`directories.matchTabs.${tab}`, { number: localNumber(counts[tab]) }))
  if (!isAdopting) output.say(t('commandLine.matchOnly'))
  return exitStatus.done
}

/** Undoes the matches of some people, or of everybody of the directory. */
export function undoMatch(desk: Desk, { id }: DirectoryRow, names: readonly string[]): Promise<ExitStatus> {
  const { caller, output } = desk
  return requestIfWaiting(output, async () => {
    const wanted = new Set(names.map((name) => name.toLowerCase()))
    const found = await matchedPeople(caller, id)
    const chosen = found.filter(({ username }) => wanted.has(username.toLowerCase()))
    const known = new Set(chosen.map(({ username }) => username.toLowerCase()))
    const unknown = names
      .filter((name) => !known.has(name.toLowerCase()))
      .map((username) => ({ username, outcome: 'failed' as const, reason: 'NOT_FOUND' }))
    const isNobody = names.length > 0 ? chosen.length === 0 : found.every(({ canUndo }) => !canUndo)
    if (isNobody) return report(output, null, unknown)
    const ids = chosen.map(({ userId }) => userId)
    const users = names.length > 0 ? ({ kind: 'people', ids } as const) : ({ kind: 'everybody', jobId: null } as const)
    const { jobId } = await caller.directories.undoMatch({ id, users })
    return followed(desk, jobId, unknown)
  })
}

async function matchedPeople(caller: Caller, id: DirectoryRow['id']) {
  const found = []
  for (;;) {
    const page = await caller.directories.matched({ id, offset: found.length, limit: pageSize })
    found.push(...page.people)
    if (page.people.length === 0 || found.length >= page.total) return found
  }
}

async function followed(desk: Desk, jobId: JobId, others: Parameters<typeof report>[2] = []): Promise<ExitStatus> {
  const job = await followJob(desk, jobId)
  const results = resultsOf(await itemsOf(desk.caller, jobId), new Map())
  return report(desk.output, job, [...results, ...others])
}

const asPair = ({ person, entry }: MatchRow) => ({ person: person?.username, entry: entry?.username })

function matchTable(rows: readonly MatchRow[]): string {
  const { t } = words()
  const headings = (['here', 'there', 'doubts'] as const).map((column) => t(`directories.matchColumns.${column}`))
  const lines = rows.map(({ person, entry, doubts }) => [
    person?.username ?? '',
    entry?.username ?? '',
    doubts.map((doubt) => t(`directories.matchDoubts.${doubt}`)).join(' '),
  ])
  return table(headings, lines)
}
