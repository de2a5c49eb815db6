import {
  Body1,
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { CopyRegular, PrintRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { copyByPage } from '../../../base/clipboard/page-clipboard.ts'
import { useWords } from '../../../base/words/words.ts'
import { FormActions } from '../../../ui/form.tsx'
import { PrintOnly } from '../../../ui/print-only.tsx'
import { ActionLink, Links, SignInLink } from '../links.tsx'
import type { PageProps } from '../recovery-pages.tsx'
import { StepPage } from '../step-page.tsx'
import type { Ticket } from '../use-wizard.ts'
import { HelpAddress } from './help-page.tsx'

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

/** Shows, only once, the number for the telephone and the code that gives access to the answer. */
export function AskedPage({ wizard, organisation, username, offer }: PageProps) {
  const { t, formatNumber } = useWords()
  const [isCopied, setIsCopied] = useState<boolean | null>(null)
  const { ticket } = wizard
  if (ticket === null) return null
  const copy = async () =>
    setIsCopied(await copyByPage(`${t('requests.number', { number: formatNumber(ticket.number) })}\n${ticket.code}`))
  return (
    <StepPage wizard={wizard} title={t('recovery.askedTitle')} organisation={organisation}>
      <TicketView ticket={ticket} />
      <Body1>{t('recovery.askedText')}</Body1>
      <HelpAddress help={offer?.help ?? ''} />
      {isCopied !== null && (
        <MessageBar intent={isCopied ? 'success' : 'error'} layout="multiline" role={isCopied ? 'status' : 'alert'}>
          <MessageBarBody>{t(isCopied ? 'recovery.copied' : 'recovery.copyRefused')}</MessageBarBody>
        </MessageBar>
      )}
      <FormActions>
        <Button appearance="primary" icon={<CopyRegular />} onClick={() => void copy()}>
          {t('methods.copy')}
        </Button>
        <Button icon={<PrintRegular />} onClick={() => print()}>
          {t('common.print')}
        </Button>
      </FormActions>
      <Links>
        <ActionLink onClick={() => wizard.steps.go('check')}>{t('recovery.check')}</ActionLink>
        <SignInLink />
      </Links>
      <TicketPaper ticket={ticket} organisation={organisation} username={username} />
    </StepPage>
  )
}

/** Number and code, large enough to be read out and copied by hand. */
function TicketView({ ticket }: { readonly ticket: Ticket }) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  return (
    <dl className={styles.facts} translate="no">
      <div>
        <dt className={styles.term}>{t('recovery.requestNumber')}</dt>
        <dd className={styles.value}>{formatNumber(ticket.number)}</dd>
      </div>
      <div>
        <dt className={styles.term}>{t('recovery.requestCode')}</dt>
        <dd className={`${styles.value} ${styles.code}`}>{ticket.code}</dd>
      </div>
    </dl>
  )
}

type TicketPaperProps = { readonly ticket: Ticket; readonly organisation: string; readonly username: string }

/** Number and code for printing. */
function TicketPaper({ ticket, organisation, username }: TicketPaperProps) {
  const { t, formatDateTime, formatNumber } = useWords()
  const styles = useStyles()
  const [askedAt] = useState(() => Date.now())
  return (
    <PrintOnly>
      <div className={styles.paper}>
        <h1>{t('requests.number', { number: formatNumber(ticket.number) })}</h1>
        <p>{organisation}</p>
        <p>{[username, formatDateTime(askedAt)].filter((part) => part !== '').join(' · ')}</p>
        <p>
          {t('recovery.requestCode')}: <span className={styles.paperCode}>{ticket.code}</span>
        </p>
        <p>{t('recovery.askedText')}</p>
      </div>
    </PrintOnly>
  )
}
