import { makeStyles, tokens } from '@fluentui/react-components'
import { Fragment, type ReactNode } from 'react'
import type { Request } from '../../shared/requests.ts'
import { settingText } from '../base/words/entry-words.ts'
import { useWords, type Words } from '../base/words/words.ts'
import { type AskedOperation, factText, whatText } from './request-words.ts'
import { StateBadge } from './requests-table.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(6rem, 1fr) 2fr',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
})

export type Fact = readonly [name: string, value: ReactNode]

function operationFacts(words: Words, { operation, facts }: AskedOperation): readonly Fact[] {
  return facts.map((fact) => {
    if (fact.name !== 'setting') return [words.t(`requests.facts.${fact.name}`), factText(words.t, fact)]
    const { name, change } = settingText(words, operation, fact.value)
    return [name, change]
  })
}

function howFacts(words: Words, { asked }: Request): readonly Fact[] {
  const { t } = words
  if (asked.kind === 'operation') return operationFacts(words, asked)
  if (asked.kind === 'switchOffTwoPerson' || asked.kind === 'help') return []
  const mustChange = asked.mustChange ? t('audit.values.true') : t('audit.values.false')
  return [
    [t('passwords.style'), t(`passwords.styles.${asked.style}`)],
    [t('requests.mustChange'), mustChange],
  ]
}

function decisionFacts({ t, formatDateTime }: Words, request: Request): readonly Fact[] {
  const { asked, state, expiresAt, decidedAt, decidedBy, reason } = request
  const isHelp = asked.kind === 'help'
  if (state === 'open') return [[t('requests.expires'), formatDateTime(expiresAt)]]
  if (decidedAt === null) return [[t('requests.expired'), formatDateTime(expiresAt)]]
  const facts: readonly Fact[] = [
    [t(isHelp ? 'requests.answeredBy' : 'requests.decidedBy'), decidedBy],
    [t(isHelp ? 'requests.answeredAt' : 'requests.decidedAt'), formatDateTime(decidedAt)],
  ]
  return reason === '' ? facts : [...facts, [t('requests.reason'), reason]]
}

/** What somebody without a session wrote, and the door; the panel shows the number by which they will call. */
function helpFacts({ t }: Words, { asked, door }: Request): readonly Fact[] {
  if (asked.kind !== 'help') return []
  return [
    [t('requests.message'), asked.reason],
    [t('requests.askedAt'), t(`audit.doors.${door}`)],
  ]
}

/** Everything that is known about a request, so that an admin knows what is approved. */
export function RequestFacts({ request }: { readonly request: Request }) {
  const words = useWords()
  const { t, formatDateTime } = words
  const { asked, asker, target, createdAt } = request
  // A request for help is about its own asker.
  const other = asked.kind === 'help' ? null : target
  const facts: readonly Fact[] = [
    [t('requests.columns.state'), <StateBadge key="state" request={request} />],
    [t('requests.columns.what'), whatText(t, request)],
    ...(other === null ? [] : [[t('users.columns.username'), other.username] as const]),
    ...howFacts(words, request),
    [t('requests.columns.who'), `${asker.displayName} (${asker.username})`],
    [t('requests.columns.when'), formatDateTime(createdAt)],
    ...helpFacts(words, request),
    ...decisionFacts(words, request),
  ]
  return <FactList facts={facts} />
}

/** Facts below each other, each with its name. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {facts.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several changes have one name, and none moves.
        <Fragment key={at}>
          <dt className={styles.term}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
