import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components'
import { CopyRegular, FolderOpenRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { AboutView } from '../../shared/about.ts'
import { api, client } from '../base/api.ts'
import { useCopyPlain } from '../base/clipboard/door-copy.ts'
import { useNotify } from '../base/notify.tsx'
import { useMay } from '../base/session.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { Arriving } from '../ui/arriving.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Titled } from '../ui/titled.tsx'
import { LicencesPanel } from './licences-panel.tsx'
import { ReportPanel } from './report-panel.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '720px', minWidth: 0 },
  part: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    margin: 0,
    width: '100%',
  },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  folder: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
  path: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  // A heading of its own size would stand out among headings of the page.
  label: { fontWeight: tokens.fontWeightSemibold },
})

/** What this Keydesk is, where its files are, its licences, and a report for people who help. `updates` is the part of another slice. */
export function AboutSection({ updates }: { readonly updates: ReactNode }) {
  const styles = useStyles()
  const { data, error } = useQuery(api.about.get.queryOptions({ input: {} }))
  const mayManage = useMay('vault.manage')
  if (data === undefined) return <ErrorBar error={error} />
  return (
    <div className={styles.root}>
      <Arriving parts={4}>
        <Program view={data} />
        <Folders view={data} />
        {data.copies.length > 0 && <Copies names={data.copies} />}
        {updates}
        {mayManage && <Help />}
        <Licences view={data} />
      </Arriving>
    </div>
  )
}

function Program({ view }: { readonly view: AboutView }) {
  const { t } = useWords()
  const styles = useStyles()
  const { system } = view
  const store = { version: view.storeVersion, madeBy: view.storeMadeBy }
  const memory = system.memoryInMegabytes
  const runtimes = [`Node ${system.node}`, ...(system.electron === null ? [] : [`Electron ${system.electron}`])]
  const facts = [
    [t('about.version'), `Keydesk ${view.version}`],
    [t('about.store'), t('about.storeMadeBy', store)],
    [t('about.system'), `${system.platform} ${system.release}, ${system.architecture}`],
    [t('about.machine'), t('about.machineFacts', { memory, count: system.processors })],
    [t('about.runtime'), [...runtimes, `SQLite ${system.sqlite}`].join(', ')],
  ] as const
  return (
    <Titled level={2} title={t('about.title')}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
    </Titled>
  )
}

function Folders({ view }: { readonly view: AboutView }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <Titled level={2} title={t('about.folders')}>
      <div className={styles.part}>
        <Folder view={view} folder="data" />
        <Folder view={view} folder="logs" />
      </div>
    </Titled>
  )
}

const folderTexts = {
  data: { label: 'about.dataFolder', text: 'about.dataText', open: 'about.openData', copy: 'about.copyData' },
  logs: { label: 'about.logFolder', text: 'about.logText', open: 'about.openLogs', copy: 'about.copyLogs' },
} as const

/** The path, with a button that shows the folder where the door can, and copies the path where it can't. */
function Folder({ view, folder }: { readonly view: AboutView; readonly folder: 'data' | 'logs' }) {
  const { t } = useWords()
  const styles = useStyles()
  const notify = useNotify()
  const copyPlain = useCopyPlain()
  const canOpen = useMay('vault.manage') && view.canOpenFolders
  const path = folder === 'data' ? view.dataFolder : view.logFolder
  const texts = folderTexts[folder]
  const opening = useAction(() => client.about.openFolder({ folder }))
  const copying = useAction(async () => {
    await copyPlain(path)
    notify(t('about.copied'))
  })
  return (
    <div className={styles.folder}>
      <Body1 className={styles.label}>{t(texts.label)}</Body1>
      <Body1>{t(texts.text)}</Body1>
      <code className={styles.path} translate="no">
        {path}
      </code>
      <ErrorBar error={opening.error ?? copying.error} />
      {canOpen ? (
        <Button icon={<FolderOpenRegular />} disabledFocusable={opening.isBusy} onClick={() => void opening.run()}>
          {t(texts.open)}
        </Button>
      ) : (
        <Button icon={<CopyRegular />} disabledFocusable={copying.isBusy} onClick={() => void copying.run()}>
          {t(texts.copy)}
        </Button>
      )}
    </div>
  )
}

function Copies({ names }: { readonly names: readonly string[] }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <Titled level={2} title={t('about.copies')}>
      <div className={styles.part}>
        <Body1>{t('about.copiesText', { names: names.join(', ') })}</Body1>
        <Body1>{t('about.goBack')}</Body1>
      </div>
    </Titled>
  )
}

function Help() {
  const { t } = useWords()
  const styles = useStyles()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Titled level={2} title={t('about.help')}>
      <div className={styles.part}>
        <Body1>{t('about.helpText')}</Body1>
        <Button onClick={() => setIsOpen(true)}>{t('about.makeReport')}</Button>
      </div>
      {isOpen && <ReportPanel onClose={() => setIsOpen(false)} />}
    </Titled>
  )
}

function Licences({ view }: { readonly view: AboutView }) {
  const { t } = useWords()
  const styles = useStyles()
  const [isOpen, setIsOpen] = useState(false)
  const hasList = view.licences.length > 0
  return (
    <Titled level={2} title={t('about.licences')}>
      <div className={styles.part}>
        <Body1>{t(hasList ? 'about.licencesText' : 'about.licencesMissing')}</Body1>
        {hasList && <Button onClick={() => setIsOpen(true)}>{t('about.showLicences')}</Button>}
      </div>
      {isOpen && <LicencesPanel licences={view.licences} onClose={() => setIsOpen(false)} />}
    </Titled>
  )
}
