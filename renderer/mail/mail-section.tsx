import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailSettings } from '../../shared/mail.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { OutboxTab } from './outbox-tab.tsx'
import { SendTest } from './send-test.tsx'
import { ServerFields } from './server-form.tsx'
import { TemplatesTab } from './templates-tab.tsx'
import { useServerDraft } from './use-server-draft.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  tabs: { flexWrap: 'wrap', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  columns: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
  },
  main: { flex: '1 1 420px', minWidth: 0, maxWidth: '560px' },
  aside: { flex: '1 1 300px', minWidth: 0, maxWidth: '560px' },
})

const tabs = ['server', 'templates', 'outbox'] as const
type MailTab = (typeof tabs)[number]

/** A wish to see the mails that could not be sent; each press is another object. */
export type StuckMails = { readonly state: 'stuck' }
export type MailSectionProps = { readonly wanted?: StuckMails | null }

/** The settings of mail: the server, the templates and the outbox. */
export function MailSection({ wanted = null }: MailSectionProps) {
  const found = useQuery(api.mail.get.queryOptions({ input: {} }))
  if (found.data === undefined) return <ErrorBar error={found.error} />
  return <Parts stored={found.data} wanted={wanted} />
}

function Parts({ stored, wanted }: { readonly stored: MailSettings; readonly wanted: StuckMails | null }) {
  const { t } = useWords()
  const styles = useStyles()
  const [tab, setTab] = useState<MailTab>('server')
  // A form that was opened stays mounted, so that typed values are kept; the outbox is mounted only while it is shown, because it is read
  // again and again.
  const [seen, setSeen] = useState<readonly MailTab[]>(['server'])
  const [followed, setFollowed] = useState<StuckMails | null>(null)
  if (wanted !== null && wanted !== followed) {
    setFollowed(wanted)
    setTab('outbox')
  }
  const choose = (next: MailTab) => {
    setTab(next)
    setSeen((now) => (now.includes(next) ? now : [...now, next]))
  }
  return (
    <div className={styles.root}>
      <TabList
        aria-label={t('mail.sections')}
        className={styles.tabs}
        selectedValue={tab}
        onTabSelect={(_, data) => choose(tabs.find((one) => one === data.value) ?? 'server')}
      >
        {tabs.map((name) => (
          <Tab key={name} value={name}>
            {t(`mail.tabs.${name}`)}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-label={t('mail.tabs.server')} hidden={tab !== 'server'}>
        <ServerTab stored={stored} />
      </div>
      <div role="tabpanel" aria-label={t('mail.tabs.templates')} hidden={tab !== 'templates'}>
        {seen.includes('templates') && <TemplatesTab />}
      </div>
      <div role="tabpanel" aria-label={t('mail.tabs.outbox')} hidden={tab !== 'outbox'}>
        {tab === 'outbox' && <OutboxTab isOn={stored.isOn} start={followed?.state ?? null} />}
      </div>
    </div>
  )
}

function ServerTab({ stored }: { readonly stored: MailSettings }) {
  const styles = useStyles()
  const form = useServerDraft(stored)
  const isReady = stored.host !== '' && stored.senderAddress !== ''
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <ServerFields form={form} stored={stored} />
      </div>
      <div className={styles.aside}>
        <SendTest canSend={isReady && !form.isChanged} />
      </div>
    </div>
  )
}
