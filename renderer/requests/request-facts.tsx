import { makeStyles, tokens } from '@fluentui/react-components'
import { Fragment, type ReactNode } from 'react'
import type { Request } from '../../shared/requests.ts'
import { useWords, type Words } from '../app/words.ts'
import { whatText } from './request-words.ts'
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
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
})

type Fact = readonly [name: string, value: ReactNode]

function howFacts({ t }: Words, { asked }: Request): readonly Fact[] {
  if (asked.kind === 'switchOffTwoPerson') return []
  if (asked.kind === 'help') return [[t('requests.message'), asked.reason]]
  const mustChange = asked.mustChange ? t('audit.values.true') : t('audit.values.false')
  return [
    [t('passwords.style'), t(`passwords.styles.${asked.style}`)],
    [t('requests.mustChange'), mustChange],
  ]
}

function decisionFacts({ t, formatDateTime }: Words, request: Request): readonly Fact[] {
  const { state, expiresAt, decidedAt, decidedBy, reason } = request
  if (state === 'open') return [[t('requests.expires'), formatDateTime(expiresAt)]]
  if (decidedAt === null) return [[t('requests.expired'), formatDateTime(expiresAt)]]
  const facts: readonly Fact[] = [
    [t('requests.decidedBy'), decidedBy],
    [t('requests.decidedAt'), formatDateTime(decidedAt)],
  ]
  return reason === '' ? facts : [...facts, [t('requests.reason'), reason]]
}

/** Everything that is known of a request, so that a yes is given to exactly this. */
export function RequestFacts({ request }: { readonly request: Request }) {
  const words = useWords()
  const { t, formatDateTime } = words
  const styles = useStyles()
  const { asker, target, state, createdAt } = request
  const facts: readonly Fact[] = [
    [t('requests.columns.state'), <StateBadge key="state" state={state} />],
    [t('requests.columns.what'), whatText(t, request)],
    ...(target === null ? [] : [[t('users.columns.username'), target.username] as const]),
    ...howFacts(words, request),
    [t('requests.columns.who'), `${asker.displayName} (${asker.username})`],
    [t('requests.columns.when'), formatDateTime(createdAt)],
    ...decisionFacts(words, request),
  ]
  return (
    <dl className={styles.list}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={styles.term}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
