import { Body1, Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import type { TemplatesForm } from './use-templates.ts'

/** How long nobody must have typed before the preview is read, in milliseconds. */
const pause = 300

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
  mail: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    overflowWrap: 'anywhere',
  },
  subject: { ...typographyStyles.body1Strong, margin: 0 },
  note: { color: tokens.colorNeutralForeground2 },
  text: { whiteSpace: 'pre-wrap' },
})

/** The value once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** The mail as it would arrive, rendered by the service itself. */
export function TemplatePreview({ form }: { readonly form: TemplatesForm }) {
  const { t } = useWords()
  const styles = useStyles()
  const { chosen, text, faults } = form
  const subject = useSettled(text.subject)
  const body = useSettled(text.body)
  const isSettled = subject === text.subject && body === text.body
  const input = { ...chosen, subject, body }
  const enabled = faults === null && isSettled
  const preview = useQuery(
    api.mail.preview.queryOptions({ input, enabled, placeholderData: keepPreviousData, gcTime: 0 }),
  )
  return (
    <section className={styles.root} aria-label={t('mail.template.preview')}>
      <h2 className={styles.heading}>{t('mail.template.preview')}</h2>
      <Caption1 className={styles.note}>{t('mail.template.previewNote')}</Caption1>
      <ErrorBar error={faults === null ? preview.error : null} />
      {faults !== null && <Body1>{t('mail.template.mend')}</Body1>}
      {faults === null && preview.data !== undefined && (
        <article className={styles.mail} lang={chosen.language}>
          <Caption1 className={styles.note}>
            {t('mail.template.from')}: {preview.data.from}
          </Caption1>
          <p className={styles.subject}>{preview.data.subject}</p>
          <Body1 className={styles.text}>{preview.data.text}</Body1>
        </article>
      )}
    </section>
  )
}
