import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../base/words/words.ts'
import { PrintOnly } from '../ui/print-only.tsx'
import type { Ticket } from './use-wizard.ts'

const useStyles = makeStyles({
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    margin: 0,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { ...typographyStyles.title2, margin: 0, fontFamily: tokens.fontFamilyMonospace, whiteSpace: 'nowrap' },
  code: { '@media (max-width: 420px)': { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase600 } },
  paper: { padding: '2em' },
  paperCode: { fontFamily: 'monospace', fontSize: '1.6em' },
})

/** Number and code, big enough to be read out and written down. */
export function TicketView({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <dl className={styles.facts} translate="no">
      <div>
        <dt className={styles.term}>{t('forgot.requestNumber')}</dt>
        <dd className={styles.value}>{ticket.number}</dd>
      </div>
      <div>
        <dt className={styles.term}>{t('forgot.requestCode')}</dt>
        <dd className={`${styles.value} ${styles.code}`}>{ticket.code}</dd>
      </div>
    </dl>
  )
}

type TicketPaperProps = { readonly ticket: Ticket; readonly organisation: string; readonly username: string }

/** The same on paper. */
export function TicketPaper({ ticket, organisation, username }: TicketPaperProps) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const [askedAt] = useState(() => Date.now())
  return (
    <PrintOnly>
      <div className={styles.paper}>
        <h1>{t('requests.number', { number: ticket.number })}</h1>
        <p>{organisation}</p>
        <p>{[username, formatDateTime(askedAt)].filter((part) => part !== '').join(' · ')}</p>
        <p>
          {t('forgot.requestCode')}: <span className={styles.paperCode}>{ticket.code}</span>
        </p>
        <p>{t('forgot.askedText')}</p>
      </div>
    </PrintOnly>
  )
}
