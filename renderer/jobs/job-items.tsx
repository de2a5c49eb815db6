import { Button, Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { reasonText } from '../../shared/i18n/job-reason.ts'
import type { Job } from '../../shared/jobs.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'

const firstItems = 20
const mostItems = 500

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  heading: { ...typographyStyles.subtitle2, margin: 0, ':focus': { outlineStyle: 'none' } },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  reason: { display: 'block', color: tokens.colorNeutralForeground2 },
})

export type JobItemsProps = { readonly job: Job; readonly outcome: 'failed' | 'skipped' }

/** Who was left out or failed, each with the reason in words. */
export function JobItems({ job, outcome }: JobItemsProps) {
  const { t } = useWords()
  const styles = useStyles()
  const headingId = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const [limit, setLimit] = useState(firstItems)
  const count = job[outcome]
  const options = api.jobs.items.queryOptions({
    input: { id: job.id, outcome, offset: 0, limit },
    placeholderData: keepPreviousData,
    enabled: count > 0,
  })
  // The count is part of the key, so that the list is read again exactly when it grows.
  const items = useQuery({ ...options, queryKey: [...options.queryKey, count] })
  if (count === 0) return null
  const showMore = () => {
    setLimit(mostItems)
    // Moves the focus, because the button that has it disappears.
    heading.current?.focus()
  }
  const visible = items.data?.items ?? []
  const hidden = count - visible.length
  return (
    <section className={styles.root} aria-labelledby={headingId}>
      <h3 ref={heading} id={headingId} tabIndex={-1} className={styles.heading}>
        {t(`jobs.${outcome}Heading`, { count })}
      </h3>
      <ErrorBar error={items.error} />
      <ul className={styles.list}>
        {visible.map((item) => (
          <li key={item.userId}>
            {item.displayName} ({item.username})
            <Caption1 className={styles.reason}>{reasonText(t, item.reason)}</Caption1>
          </li>
        ))}
      </ul>
      {hidden > 0 && visible.length > 0 && limit < mostItems && (
        <Button size="small" onClick={showMore}>
          {t('jobs.showMore', { count: Math.min(hidden, mostItems - firstItems) })}
        </Button>
      )}
      {hidden > 0 && limit === mostItems && <Caption1>{t('jobs.andMore', { count: hidden })}</Caption1>}
    </section>
  )
}
