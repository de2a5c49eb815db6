import { Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import type { MatchRow, MatchTab } from '../../shared/directories.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import type { MatchState } from './use-match.ts'

const useStyles = makeStyles({
  person: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground2 },
  doubts: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
})

/** One part of a match: pairs to be chosen, or people who are on one side only. */
export function MatchTable({ match }: { readonly match: MatchState }) {
  const { t } = useWords()
  const styles = useStyles()
  const { tab } = match
  const chosen: Column<MatchRow> = {
    key: 'chosen',
    title: t('directories.matchColumns.chosen'),
    cell: (row) => (
      <Checkbox
        aria-label={t('directories.matchChoose', {
          here: row.person?.username ?? '',
          there: row.entry?.username ?? '',
        })}
        checked={match.isChosen(row)}
        disabled={!match.canChoose(row)}
        onChange={(_, { checked }) => match.choose(row, checked === true)}
      />
    ),
  }
  const here: Column<MatchRow> = {
    key: 'here',
    title: t('directories.matchColumns.here'),
    cell: ({ person }) => <Name person={person} />,
  }
  const there: Column<MatchRow> = {
    key: 'there',
    title: t('directories.matchColumns.there'),
    cell: ({ entry }) => <Name person={entry} />,
  }
  const doubts: Column<MatchRow> = {
    key: 'doubts',
    title: t('directories.matchColumns.doubts'),
    cell: (row) => (
      <ul className={styles.doubts}>
        {row.doubts.map((doubt) => (
          <li key={doubt}>{t(`directories.matchDoubts.${doubt}`)}</li>
        ))}
      </ul>
    ),
  }
  const columns: Readonly<Record<MatchTab, readonly Column<MatchRow>[]>> = {
    pairs: [chosen, here, there],
    doubts: [chosen, here, there, doubts],
    onlyHere: [here],
    onlyThere: [there],
  }
  const empty = match.search === '' ? tab : 'found'
  return (
    <DataTable
      label={t('directories.matchList')}
      scroller="group"
      size="small"
      widths="byContent"
      isTopAligned
      columns={columns[tab]}
      rows={match.rows}
      isLoading={match.error === null}
      keyOf={({ person, entry }) => `${person?.id} ${entry?.id}`}
      empty={<EmptyState title={t(`directories.matchEmpty.${empty}`)} text="" />}
      pager={{
        label: t('directories.matchPages'),
        offset: match.offset,
        limit: match.pageSize,
        total: match.total,
        onTurn: match.turn,
      }}
    />
  )
}

function Name({ person }: { readonly person: MatchRow['person'] }) {
  const styles = useStyles()
  if (person === null) return null
  const { displayName, username, mail } = person
  const notes = [username === displayName ? '' : username, mail === username ? '' : mail].filter((text) => text !== '')
  return (
    <span className={styles.person}>
      {displayName}
      {notes.map((note) => (
        <Caption1 key={note} className={styles.note}>
          {note}
        </Caption1>
      ))}
    </span>
  )
}
