import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { PolicyChange, PolicyImpact } from '../../shared/policies.ts'
import { pathText, valueText } from '../base/words/policy-words.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'
import { Heading } from './fields.tsx'
import type { Review } from './use-policies-draft.ts'

const useStyles = makeStyles({
  impact: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  names: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
})

function Changes({ changes }: { readonly changes: readonly PolicyChange[] }) {
  const words = useWords()
  const { t } = words
  const columns: readonly Column<PolicyChange>[] = [
    { key: 'setting', title: t('policies.review.setting'), text: 'breaks', cell: ({ path }) => pathText(t, path) },
    {
      key: 'before',
      title: t('policies.review.before'),
      text: 'breaks',
      cell: (change) => valueText(words, change, change.before),
    },
    {
      key: 'after',
      title: t('policies.review.after'),
      text: 'breaks',
      cell: (change) => valueText(words, change, change.after),
    },
  ]
  return (
    <DataTable
      label={t('policies.review.changes')}
      columns={columns}
      rows={changes}
      keyOf={({ path }) => path}
      empty={<Body1>{t('policies.review.nothing')}</Body1>}
      size="small"
      widths="even"
      isTopAligned
      scroller="none"
    />
  )
}

/** How many people a change affects, with their names on demand; shown at once for changes about which people should be told beforehand. */
function Impact({ impact: { kind, count, people } }: { readonly impact: PolicyImpact }) {
  const { t } = useWords()
  const styles = useStyles()
  const [isOpen, setIsOpen] = useState(kind === 'noLongerCapable')
  return (
    <div className={styles.impact}>
      <Body1>
        <strong>{t(`policies.impacts.${kind}`, { count })}</strong>
      </Body1>
      {people.length > 0 && (
        <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('policies.review.hideNames') : t('policies.review.showNames')}
        </Button>
      )}
      {isOpen && (
        <ul className={styles.names}>
          {people.map(({ id, displayName, username }) => (
            <li key={id}>
              {displayName} ({username})
            </li>
          ))}
          {count > people.length && <li>{t('policies.review.more', { count: count - people.length })}</li>}
        </ul>
      )}
    </div>
  )
}

export type ReviewPanelProps = {
  readonly review: Review
  readonly error: unknown
  readonly isBusy: boolean
  readonly onSave: () => void
  readonly onClose: () => void
}

/** What is about to change and whom it affects; it is saved after this. */
export function ReviewPanel({ review, error, isBusy, onSave, onClose }: ReviewPanelProps) {
  const { t } = useWords()
  const { next, changes, impacts, groups } = review
  const isUndo = next === null
  const footer = (
    <>
      <Button appearance="primary" disabledFocusable={isBusy || changes.length === 0} onClick={onSave}>
        {isUndo ? t('policies.undo') : t('common.save')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={isUndo ? t('policies.undo') : t('policies.review.title')} onClose={onClose} footer={footer}>
      <ErrorBar error={error} />
      <Heading level={3}>{t('policies.review.changes')}</Heading>
      <Changes changes={changes} />
      <Heading level={3}>{t('policies.review.touches')}</Heading>
      {groups.map(({ name, count }) => (
        <Body1 key={name}>{t('policies.groupRules.decides', { name, count })}</Body1>
      ))}
      {impacts.length === 0 && <Body1>{t('policies.review.nobody')}</Body1>}
      {impacts.map((impact) => (
        <Impact key={impact.kind} impact={impact} />
      ))}
    </Panel>
  )
}
